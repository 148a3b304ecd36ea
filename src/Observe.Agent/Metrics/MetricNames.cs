namespace Observe.Agent.Metrics;

/// <summary>
/// Every metric and attribute name the agent exports, in OpenTelemetry form. Dashboards, rules, docs and tests take them
/// from here; the Prometheus name follows by the usual translation.
/// </summary>
internal static class MetricNames
{
    public const string LogRecords = "observe.log.records";
    public const string LogBytes = "observe.log.bytes";
    public const string LogUnparsed = "observe.log.unparsed";
    public const string LogRequestDuration = "observe.log.request.duration";
    public const string LogFiles = "observe.log.files";
    public const string LogFilesSize = "observe.log.files.size";
    public const string LogFileLargest = "observe.log.file.largest";
    public const string LogLag = "observe.log.lag";
    public const string Tokens = "observe.tokens";

    public const string ComponentReceived = "observe.component.received";
    public const string ComponentSent = "observe.component.sent";
    public const string ComponentDropped = "observe.component.dropped";
    public const string ComponentErrors = "observe.component.errors";
    public const string ComponentDuration = "observe.component.duration";
    public const string CollectorSuccess = "observe.collector.success";
    public const string Build = "observe.build";
}
