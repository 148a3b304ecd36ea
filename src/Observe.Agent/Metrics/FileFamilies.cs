using Observe.Agent.Records;
using Observe.Prometheus;

namespace Observe.Agent.Metrics;

/// <summary>The watched files themselves on the metrics page: how many, how large, how much is unread.</summary>
internal sealed class FileFamilies(Func<IReadOnlyList<FileStatus>> survey, NameTables names) : IPrometheusFamilySource
{
    private readonly PrometheusFamily _files = PrometheusFamily.Gauge(MetricNames.LogFiles, "{file}", "Watched log files.");
    private readonly PrometheusFamily _size = PrometheusFamily.Gauge(MetricNames.LogFilesSize, "By", "Size of the watched log files.");
    private readonly PrometheusFamily _largest = PrometheusFamily.Gauge(MetricNames.LogFileLargest, "By", "Size of the largest watched log file.");
    private readonly PrometheusFamily _lag = PrometheusFamily.Gauge(MetricNames.LogLag, "By", "Bytes written to watched files and not yet read.");
    private readonly Dictionary<(ushort Provider, FileState State), (PrometheusSeries Files, PrometheusSeries Size)> _series = [];
    private PrometheusSeries? _largestSeries;
    private PrometheusSeries? _lagSeries;

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        var status = survey();
        foreach (var group in status.GroupBy(f => (f.Provider, f.State)))
        {
            if (!_series.ContainsKey(group.Key))
            {
                _series[group.Key] = Make(group.Key.Provider, group.Key.State);
            }
        }

        // What held files once and holds none now says 0; it does not vanish.
        foreach (var (key, series) in _series)
        {
            var files = status.Where(f => (f.Provider, f.State) == key).ToList();
            series.Files.Set(files.Count);
            series.Size.Set(files.Sum(f => f.Size));
        }

        (_largestSeries ??= _largest.AddSeries()).Set(status.Count == 0 ? 0 : status.Max(f => f.Size));
        (_lagSeries ??= _lag.AddSeries()).Set(status.Sum(f => f.Unread));
        return [_files, _size, _largest, _lag];
    }

    private (PrometheusSeries Files, PrometheusSeries Size) Make(ushort provider, FileState state)
    {
        var providerLabel = new KeyValuePair<string, object?>("provider", provider == 0 ? LogMetrics.Unknown : names.Providers[provider]);
        var stateLabel = new KeyValuePair<string, object?>("state", AttributeValues.Of(state));
        return (_files.AddSeries(providerLabel, stateLabel), _size.AddSeries(providerLabel, stateLabel));
    }
}
