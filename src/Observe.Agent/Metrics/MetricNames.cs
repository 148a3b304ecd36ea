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
    public const string LogPatternRecords = "observe.log.pattern.records";
    public const string LogPatternFirstSeen = "observe.log.pattern.first_seen";
    public const string LogPatterns = "observe.log.patterns";
    public const string LogFiles = "observe.log.files";
    public const string LogFilesSize = "observe.log.files.size";
    public const string LogFileLargest = "observe.log.file.largest";
    public const string LogLag = "observe.log.lag";
    public const string Tokens = "observe.tokens";
    public const string Cost = "observe.cost";
    public const string CostUnpricedTokens = "observe.cost.unpriced_tokens";
    public const string TokenBudgetLimit = "observe.token.budget.limit";
    public const string TokenBudgetUsed = "observe.token.budget.used";
    public const string TokenBudgetProjected = "observe.token.budget.projected";
    public const string CostBudgetLimit = "observe.cost.budget.limit";
    public const string CostBudgetUsed = "observe.cost.budget.used";
    public const string CostBudgetProjected = "observe.cost.budget.projected";
    public const string SpanCalls = "observe.span.calls";
    public const string SpanErrors = "observe.span.errors";
    public const string SpanDuration = "observe.span.duration";
    public const string GenAiCalls = "observe.gen_ai.calls";
    public const string GenAiDuration = "observe.gen_ai.duration";
    public const string BudgetState = "observe.budget.state";
    public const string BudgetLimitTime = "observe.budget.limit_time";

    public const string ComponentReceived = "observe.component.received";
    public const string ComponentSent = "observe.component.sent";
    public const string ComponentDropped = "observe.component.dropped";
    public const string ComponentErrors = "observe.component.errors";
    public const string ComponentDuration = "observe.component.duration";
    public const string Series = "observe.series";
    public const string SeriesLimit = "observe.series.limit";
    public const string OtlpRequests = "observe.otlp.requests";
    public const string QueueSize = "observe.queue.size";
    public const string QueueLimit = "observe.queue.limit";
    public const string AlertsReceived = "observe.alerts.received";
    public const string AlertsFiring = "observe.alerts.firing";
    public const string CollectorSuccess = "observe.collector.success";
    public const string CollectorDuration = "observe.collector.duration";
    public const string Build = "observe.build";

    // Contextual memory reweaving: what apps push by these names, whatever language they are written in.
    public const string CmrCaptures = "cmr.captures";
    public const string CmrStatesCaptured = "cmr.states.captured";
    public const string CmrStatesStored = "cmr.states.stored";
    public const string CmrCaptureDuration = "cmr.capture.duration";
    public const string CmrCaptureEfficiency = "cmr.capture.efficiency";
    public const string CmrStorageEfficiency = "cmr.storage.efficiency";
    public const string CmrReconstructions = "cmr.reconstructions";
    public const string CmrReconstructionMemories = "cmr.reconstruction.memories";
    public const string CmrReconstructionDuration = "cmr.reconstruction.duration";
    public const string CmrReconstructionQuality = "cmr.reconstruction.quality";
    public const string CmrForwardDuration = "cmr.forward.duration";
    public const string CmrBufferEntries = "cmr.buffer.entries";
    public const string CmrBufferLimit = "cmr.buffer.limit";
    public const string CmrBufferSize = "cmr.buffer.size";
    public const string CmrBufferUtilization = "cmr.buffer.utilization";
    public const string CmrBufferEvictions = "cmr.buffer.evictions";
    public const string CmrRetrievals = "cmr.retrievals";
    public const string CmrRetrievalDuration = "cmr.retrieval.duration";
    public const string CmrRetrievalQuality = "cmr.retrieval.quality";
    public const string CmrCacheRequests = "cmr.cache.requests";
    public const string CmrErrors = "cmr.errors";
    public const string CmrHealthScore = "cmr.health.score";

    // The same judged by the agent, for apps that push no health and for those that only log.
    public const string CmrAppHealthScore = "observe.cmr.health.score";
    public const string CmrAppSlowdown = "observe.cmr.slowdown";

    // The host, by the OpenTelemetry semantic conventions.
    public const string SystemCpuTime = "system.cpu.time";
    public const string SystemCpuUtilization = "system.cpu.utilization";
    public const string SystemCpuLogicalCount = "system.cpu.logical.count";
    public const string SystemCpuLoadAverage1Minute = "system.cpu.load_average.1m";
    public const string SystemCpuLoadAverage5Minutes = "system.cpu.load_average.5m";
    public const string SystemCpuLoadAverage15Minutes = "system.cpu.load_average.15m";
    public const string SystemMemoryUsage = "system.memory.usage";
    public const string SystemMemoryUtilization = "system.memory.utilization";
    public const string SystemMemoryLimit = "system.memory.limit";
    public const string SystemMemoryLinuxAvailable = "system.memory.linux.available";
    public const string SystemPagingUsage = "system.paging.usage";
    public const string SystemPagingUtilization = "system.paging.utilization";
    public const string SystemDiskIo = "system.disk.io";
    public const string SystemDiskOperations = "system.disk.operations";
    public const string SystemDiskIoTime = "system.disk.io_time";
    public const string SystemDiskOperationTime = "system.disk.operation_time";
    public const string SystemFilesystemUsage = "system.filesystem.usage";
    public const string SystemFilesystemUtilization = "system.filesystem.utilization";
    public const string SystemFilesystemLimit = "system.filesystem.limit";
    public const string SystemNetworkIo = "system.network.io";
    public const string SystemNetworkPacketCount = "system.network.packet.count";
    public const string SystemNetworkPacketDropped = "system.network.packet.dropped";
    public const string SystemNetworkErrors = "system.network.errors";
    public const string SystemUptime = "system.uptime";

    public const string ProcessCpuTime = "process.cpu.time";
    public const string ProcessCpuUtilization = "process.cpu.utilization";
    public const string ProcessMemoryUsage = "process.memory.usage";
    public const string ProcessMemoryVirtual = "process.memory.virtual";
    public const string ProcessDiskIo = "process.disk.io";
    public const string ProcessThreadCount = "process.thread.count";
    public const string ProcessFileDescriptorCount = "process.unix.file_descriptor.count";
    public const string ProcessUptime = "process.uptime";

    // The conventions name no limits for a plain container; these two follow the pattern of the others.
    public const string ContainerMemoryLimit = "container.memory.limit";
    public const string ContainerCpuLimit = "container.cpu.limit";
    public const string ContainerMemoryUsage = "container.memory.usage";
    public const string ContainerMemoryWorkingSet = "container.memory.working_set";
    public const string ContainerMemoryAvailable = "container.memory.available";
    public const string ContainerCpuTime = "container.cpu.time";

    // Attributes.
    public const string Collector = "collector";
    public const string Signal = "signal";
    public const string Protocol = "protocol";
    public const string Outcome = "outcome";
    public const string Severity = "severity";
    public const string Status = "status";
    public const string CpuMode = "cpu.mode";
    public const string CpuLogicalNumber = "cpu.logical_number";
    public const string MemoryState = "system.memory.state";
    public const string PagingState = "system.paging.state";
    public const string Device = "system.device";
    public const string DiskIoDirection = "disk.io.direction";
    public const string FilesystemMountPoint = "system.filesystem.mountpoint";
    public const string FilesystemType = "system.filesystem.type";
    public const string FilesystemMode = "system.filesystem.mode";
    public const string FilesystemState = "system.filesystem.state";
    public const string NetworkInterfaceName = "network.interface.name";
    public const string NetworkIoDirection = "network.io.direction";
    public const string ProcessExecutableName = "process.executable.name";
    public const string ProcessId = "process.pid";
}
