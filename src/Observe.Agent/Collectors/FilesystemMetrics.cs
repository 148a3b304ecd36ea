namespace Observe.Agent.Collectors;

internal sealed record FilesystemMetrics(SeriesSet<long> Usage, SeriesSet<double> Utilization, SeriesSet<long> Limit);
