namespace Observe.Prometheus.Formats;

/// <summary>
/// The sparse buckets of native histograms: spans of neighbouring buckets, and in them the difference of each count to the one
/// before. Prometheus numbers buckets by their upper edge, OpenTelemetry by the lower, hence one more.
/// </summary>
internal static class NativeBuckets
{
    /// <summary>So many empty buckets are written as zeros, since another span would take more room.</summary>
    private const int LongestGapWithinSpan = 2;

    private const int SpanOffset = 1;
    private const int SpanLength = 2;

    public static void Write(ProtobufMessage message, ExponentialBuckets buckets, int spanField, int deltaField)
    {
        var counts = buckets.Counts;
        var end = 0;
        for (var start = NextUsed(counts, 0); start < counts.Length;)
        {
            var next = start;
            var last = start;
            while (next < counts.Length && next - last <= LongestGapWithinSpan + 1)
            {
                last = next;
                next = NextUsed(counts, next + 1);
            }

            var span = message.Begin(spanField);
            message.PutSigned(SpanOffset, end == 0 ? buckets.Offset + start + 1L : start - end);
            message.Put(SpanLength, (ulong)(last - start + 1));
            message.End(span);
            end = last + 1;
            start = next;
        }

        WriteDeltas(message, counts, deltaField);
    }

    private static void WriteDeltas(ProtobufMessage message, ReadOnlySpan<long> counts, int field)
    {
        long previous = 0;
        var end = 0;
        for (var used = NextUsed(counts, 0); used < counts.Length; used = NextUsed(counts, used + 1))
        {
            if (end > 0 && used - end <= LongestGapWithinSpan)
            {
                for (; end < used; end++)
                {
                    message.PutSigned(field, -previous);
                    previous = 0;
                }
            }

            message.PutSigned(field, counts[used] - previous);
            previous = counts[used];
            end = used + 1;
        }
    }

    private static int NextUsed(ReadOnlySpan<long> counts, int from)
    {
        while (from < counts.Length && counts[from] == 0)
        {
            from++;
        }

        return from;
    }
}
