using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Cmr.Intake;

/// <summary>
/// What each series was when it was last pushed. A series that is new counts from its beginning when it began lately, else from now on:
/// what an app did before the agent was there is not of now. What is sent again or comes late is known by its times and does not
/// count again. Not thread-safe.
/// </summary>
internal sealed class PushedStreams(TimeProvider time)
{
    private const int MaxStreams = 20_000;
    private const int MaxBuckets = 512;

    /// <summary>A series whose attributes are longer is not followed: its key stays in memory for an hour.</summary>
    private const int MaxKeyLength = 2000;

    private const ulong NanosecondsPerTick = 100;

    /// <summary>A larger value is a mistake, and would add up beyond what a number holds.</summary>
    private const long MaxValue = 1_000_000_000_000_000;

    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Expiry = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Stream> _streams = new(StringComparer.Ordinal);
    private DateTimeOffset _sweptAt = time.GetUtcNow();

    /// <summary>Of a sum or gauge; null when the stream's rise is not known.</summary>
    public Rise? Rise(string key, OtlpNumberPoint point, bool isDelta, bool isLevel)
    {
        if (!point.HasValue || point.Double is not (>= -MaxValue and <= MaxValue))
        {
            return null;
        }

        var value = (long)Math.Round(point.Double);
        if (isLevel)
        {
            return Level(key, point.Start, point.Time, value, isDelta) is >= 0 and var level ? new Rise(level) : null;
        }

        if (isDelta)
        {
            return FindDelta(key, point.Start, point.Time) is null ? null : new Rise(value);
        }

        return Find(key, point.Start, point.Time) is { } stream ? stream.RiseTo(value, 0, [], []) : null;
    }

    public Rise? Rise(string key, OtlpHistogramPoint point, bool isDelta)
    {
        Span<ulong> numbers = stackalloc ulong[MaxBuckets];
        var boundCount = point.Bounds.CopyFixed64(numbers);
        var bounds = new double[Math.Min(boundCount, MaxBuckets - 1)];
        for (var i = 0; i < bounds.Length; i++)
        {
            bounds[i] = BitConverter.UInt64BitsToDouble(numbers[i]);
        }

        var countCount = point.BucketCounts.CopyFixed64(numbers);
        var counts = countCount == boundCount + 1 && countCount <= MaxBuckets && countCount > 1 ? ToCounts(numbers[..countCount], point.Count) : [];
        return Rise(key, point.Start, point.Time, point.Count, point.Sum, counts, counts.Length == 0 ? [] : bounds, isDelta);
    }

    /// <summary>Which buckets it has changes from push to push; count and sum alone can be compared.</summary>
    public Rise? Rise(string key, OtlpExponentialPoint point, bool isDelta) =>
        Rise(key, point.Start, point.Time, point.Count, point.Sum, [], [], isDelta);

    private Rise? Rise(string key, ulong start, ulong time, ulong count, double sum, long[] counts, double[] bounds, bool isDelta)
    {
        if (count > MaxValue || sum is not (>= 0 and <= MaxValue))
        {
            return null;
        }

        if (isDelta)
        {
            return FindDelta(key, start, time) is null ? null : counts.Length == 0 ? new Rise((long)count, sum) : new Rise((long)count, sum, counts, bounds);
        }

        return Find(key, start, time) is { } stream ? stream.RiseTo((long)count, sum, counts, bounds) : null;
    }

    /// <summary>Null when it is not known; a level below zero is a mistake, but what comes then may mend it.</summary>
    private long? Level(string key, ulong start, ulong at, long value, bool isDelta)
    {
        if (!isDelta)
        {
            return value;
        }

        return FindDelta(key, start, at) is { } stream ? stream.Count = Math.Clamp(stream.Count + value, -MaxValue, MaxValue) : null;
    }

    /// <summary>Empty when they do not make up the count: then count and sum alone are taken.</summary>
    private static long[] ToCounts(ReadOnlySpan<ulong> numbers, ulong count)
    {
        var counts = new long[numbers.Length];
        var left = count;
        for (var i = 0; i < counts.Length; i++)
        {
            if (numbers[i] > left)
            {
                return [];
            }

            left -= numbers[i];
            counts[i] = (long)numbers[i];
        }

        return left == 0 ? counts : [];
    }

    /// <summary>Null when the time of the increment was counted already.</summary>
    private Stream? FindDelta(string key, ulong start, ulong at)
    {
        if (Find(key, 0) is not { } stream || !stream.Accept(start, at))
        {
            return null;
        }

        stream.SeenAt = time.GetUtcNow();
        return stream;
    }

    /// <summary>Null when the stream has a later total already.</summary>
    private Stream? Find(string key, ulong start, ulong at)
    {
        if (Find(key, start) is not { } stream || at < stream.At)
        {
            return null;
        }

        (stream.At, stream.SeenAt) = (at, time.GetUtcNow());
        return stream;
    }

    private Stream? Find(string key, ulong start)
    {
        var now = time.GetUtcNow();
        Sweep(now);
        if (!_streams.TryGetValue(key, out var stream))
        {
            if (_streams.Count >= MaxStreams || key.Length > MaxKeyLength)
            {
                return null;
            }

            var began = start == 0 ? DateTimeOffset.MinValue : DateTimeOffset.UnixEpoch.AddTicks((long)(start / NanosecondsPerTick));
            _streams.Add(key, stream = new Stream(start, countsFromNow: now - began > Lately) { SeenAt = now });
        }
        else if (stream.Start != start)
        {
            _streams[key] = stream = new Stream(start, countsFromNow: false) { SeenAt = now };
        }

        return stream;
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now - _sweptAt < Expiry)
        {
            return;
        }

        _sweptAt = now;
        foreach (var old in _streams.Where(s => now - s.Value.SeenAt > Expiry).Select(s => s.Key).ToList())
        {
            _streams.Remove(old);
        }
    }

    private sealed class Stream(ulong start, bool countsFromNow)
    {
        private bool _countsFromNow = countsFromNow;
        private DeltaClock _clock;
        private double _sum;
        private long[] _counts = [];
        private double[] _bounds = [];

        public ulong Start => start;

        /// <summary>The time of the latest total, in Unix nanoseconds.</summary>
        public ulong At { get; set; }

        public DateTimeOffset SeenAt { get; set; }

        public long Count { get; set; }

        public bool Accept(ulong start, ulong at) => _clock.Accept(start, at) == Refusal.None;

        public Rise? RiseTo(long count, double sum, long[] counts, double[] bounds)
        {
            // Where it went back, the app began anew and did not say so.
            var (countBefore, sumBefore) = count < Count ? (0, 0.0) : (Count, _sum);
            var countsBefore = countBefore > 0 && bounds.AsSpan().SequenceEqual(_bounds) ? _counts : [];
            (Count, _sum, _counts, _bounds) = (count, sum, counts, bounds);
            if (_countsFromNow)
            {
                _countsFromNow = false;
                return null;
            }

            if (counts.Length == 0 || (countBefore > 0 && countsBefore.Length != counts.Length))
            {
                return new Rise(count - countBefore, Math.Max(0, sum - sumBefore));
            }

            var risen = counts.Select((c, i) => Math.Max(0, c - (i < countsBefore.Length ? countsBefore[i] : 0)));
            return new Rise(count - countBefore, Math.Max(0, sum - sumBefore), [.. risen], bounds);
        }
    }
}
