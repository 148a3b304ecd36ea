using System.Collections.Concurrent;
using Observe.Instrumentation.Cmr.Recording;

namespace Observe.Instrumentation.Cmr;

/// <summary>Sums by the name of a method or strategy, to compare them. Thread-safe.</summary>
internal sealed class MethodTotals
{
    private readonly ConcurrentDictionary<string, Sums> _methods = new(StringComparer.Ordinal);

    public void Add(string method, long ticks, double? quality) => _methods.GetOrAdd(method, static _ => new Sums()).Add(ticks, quality);

    public void Clear() => _methods.Clear();

    public IEnumerable<(string Method, long Count, double AverageSeconds, double? AverageQuality)> Read() =>
        _methods.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value.Read(m.Key));

    private sealed class Sums
    {
        private long _count;
        private long _ticks;
        private long _qualities;
        private long _qualityUnits;

        public void Add(long ticks, double? quality)
        {
            Interlocked.Add(ref _ticks, ticks);
            if (quality is { } measured)
            {
                Interlocked.Add(ref _qualityUnits, (long)Math.Round(measured * ThreadRecorder.QualityUnits));
                Interlocked.Increment(ref _qualities);
            }

            Interlocked.Increment(ref _count);
        }

        public (string Method, long Count, double AverageSeconds, double? AverageQuality) Read(string method)
        {
            var count = Volatile.Read(ref _count);
            var qualities = Volatile.Read(ref _qualities);
            return (method, count, count == 0 ? 0 : Volatile.Read(ref _ticks) / (double)TimeSpan.TicksPerSecond / count,
                qualities == 0 ? null : Volatile.Read(ref _qualityUnits) / ThreadRecorder.QualityUnits / qualities);
        }
    }
}
