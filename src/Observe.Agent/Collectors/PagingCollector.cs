using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>Swap space in use, from <c>/proc/swaps</c>. A host without swap has nothing to report.</summary>
internal sealed class PagingCollector : ICollector
{
    public const string Key = "paging";

    private readonly HostFile _swaps;
    private readonly SeriesSet<long> _usage;
    private readonly SeriesSet<double> _utilization;
    private readonly Seen<SwapSpace> _seen;

    public PagingCollector(HostFiles files, MetricSet metrics, ILogger logger)
    {
        _swaps = files.File("/proc/swaps");
        _usage = metrics.UpDownCounter<long>(MetricNames.SystemPagingUsage, "By", "Swap space by state.");
        _utilization = metrics.Gauge<double>(MetricNames.SystemPagingUtilization, "1", "Share of the swap space in each state.");
        _seen = new Seen<SwapSpace>("swap spaces", name => new SwapSpace(_usage, _utilization, name), logger);
    }

    public string Name => Key;

    public void Read()
    {
        if (!_swaps.TryRead(out var lines))
        {
            return;
        }

        _seen.StartReading();
        foreach (var line in lines)
        {
            // Filename Type Size Used Priority; the first line is the heading.
            var fields = line;
            if (fields.TryNext(out var device) && !device.SequenceEqual("Filename"u8))
            {
                fields.Skip(1);
                var size = fields.NextNumber() * 1024;
                var used = fields.NextNumber() * 1024;
                if (_seen.TryGet(device, out var space))
                {
                    space.Set(size, used);
                }
            }
        }

        _seen.EndReading();
    }

    private sealed class SwapSpace
    {
        private readonly Series<long> _used, _free;
        private readonly Series<double> _usedShare, _freeShare;

        public SwapSpace(SeriesSet<long> usage, SeriesSet<double> utilization, byte[] name)
        {
            var device = OctalEscapes.Decode(name);
            KeyValuePair<string, object?>[] used = [new(MetricNames.Device, device), new(MetricNames.PagingState, "used")];
            KeyValuePair<string, object?>[] free = [new(MetricNames.Device, device), new(MetricNames.PagingState, "free")];
            (_used, _free) = (usage.Series(used), usage.Series(free));
            (_usedShare, _freeShare) = (utilization.Series(used), utilization.Series(free));
        }

        public void Set(long size, long used)
        {
            _used.Set(used);
            _free.Set(Math.Max(size - used, 0));
            if (size > 0)
            {
                _usedShare.Set((double)used / size);
                _freeShare.Set((double)Math.Max(size - used, 0) / size);
            }
        }
    }
}
