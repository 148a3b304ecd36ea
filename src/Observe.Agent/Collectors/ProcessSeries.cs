namespace Observe.Agent.Collectors;

/// <summary>The series of one process.</summary>
internal sealed record ProcessSeries(
    string ExecutableName,
    Series<double> UserTime,
    Series<double> SystemTime,
    Series<double> UserUtilization,
    Series<double> SystemUtilization,
    Series<long> MemoryUsage,
    Series<long> MemoryVirtual,
    Series<long> DiskRead,
    Series<long> DiskWrite,
    Series<long> Threads,
    Series<long> Descriptors,
    Series<double> Uptime);
