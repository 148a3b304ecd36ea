using Observe.Agent.Forward.Shipping;
using Serilog.Core;
using Serilog.Events;
using LogLevel = Observe.Agent.Records.LogLevel;

namespace Observe.Agent.Hosting.Log;

/// <summary>
/// Gives the agent's own events to the forwarder, except what is said about forwarding itself: a peer that fails would be sent the
/// news of its failing, for ever.
/// </summary>
internal sealed class OwnRecordSink(OwnRecords records, TimeProvider time) : ILogEventSink
{
    private const string Forwarder = "Observe.Agent.Forward.";

    public void Emit(LogEvent logEvent)
    {
        if (EventText.Source(logEvent)?.StartsWith(Forwarder, StringComparison.Ordinal) != true)
        {
            var fault = logEvent.Exception is { } e ? $": {EventText.Fault(e, withTrace: false)}" : "";
            records.Offer(new OwnRecord(time.GetUtcNow().ToUnixTimeMilliseconds(), Level(logEvent.Level), EventText.Component(logEvent), EventText.MessageOf(logEvent) + fault));
        }
    }

    private static LogLevel Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => LogLevel.Trace,
        LogEventLevel.Debug => LogLevel.Debug,
        LogEventLevel.Information => LogLevel.Info,
        LogEventLevel.Warning => LogLevel.Warn,
        LogEventLevel.Error => LogLevel.Error,
        _ => LogLevel.Fatal,
    };
}
