using System.Globalization;

namespace Observe.Prometheus.Tests.Parsing;

/// <summary>Reads delimited <c>io.prometheus.client.MetricFamily</c> messages by the numbers of metrics.proto.</summary>
internal static class ProtobufPageParser
{
    private static readonly string[] s_types = ["counter", "gauge", "summary", "untyped", "histogram"];

    public static ParsedPage Parse(byte[] bytes)
    {
        var page = new ParsedPage();
        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            var length = (int)ProtobufFields.Varint(ref rest);
            Family(page, new ProtobufFields(rest[..length]));
            rest = rest[length..];
        }

        return page;
    }

    private static void Family(ParsedPage page, ProtobufFields family)
    {
        var name = family.Text(1);
        page.Types.Add(name, s_types[family.Number(3)]);
        page.Help.Add(name, family.Text(2));
        var metrics = family.Messages(4).ToList();
        Assert.NotEmpty(metrics);
        foreach (var metric in metrics)
        {
            var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var label in metric.Messages(1))
            {
                labels.Add(label.Text(1), label.Text(2));
            }

            foreach (var number in metric.Messages(2).Concat(metric.Messages(3)))
            {
                page.Samples.Add(new ParsedSample(name, labels, number.Double(1)));
            }

            foreach (var histogram in metric.Messages(7))
            {
                Histogram(page, name, labels, histogram);
            }
        }
    }

    private static void Histogram(ParsedPage page, string name, SortedDictionary<string, string> labels, ProtobufFields histogram)
    {
        var count = histogram.Number(1);
        if (histogram.Has(6))
        {
            var native = new ParsedNativeHistogram(
                (int)histogram.Signed(5), histogram.Double(6), histogram.Number(7), count, histogram.Double(2));
            Buckets(native.Negative, histogram, 9, 10);
            Buckets(native.Positive, histogram, 12, 13);
            page.Native.Add(new ParsedSample(name, labels, 0).Identity, native);
            return;
        }

        foreach (var bucket in histogram.Messages(3))
        {
            page.Samples.Add(Bucket(name, labels, bucket.Double(2), bucket.Number(1)));
        }

        page.Samples.Add(Bucket(name, labels, double.PositiveInfinity, count));
        page.Samples.Add(new ParsedSample(name + "_sum", labels, histogram.Double(2)));
        page.Samples.Add(new ParsedSample(name + "_count", labels, count));
    }

    private static ParsedSample Bucket(string name, SortedDictionary<string, string> labels, double bound, ulong count)
    {
        var le = double.IsPositiveInfinity(bound) ? "+Inf" : bound.ToString("R", CultureInfo.InvariantCulture);
        return new(name + "_bucket", new SortedDictionary<string, string>(labels, StringComparer.Ordinal) { ["le"] = le }, count);
    }

    private static void Buckets(SortedDictionary<int, long> buckets, ProtobufFields histogram, int spanField, int deltaField)
    {
        using var deltas = histogram.SignedNumbers(deltaField).ToList().GetEnumerator();
        long count = 0;
        var index = 0;
        foreach (var span in histogram.Messages(spanField))
        {
            index += (int)span.Signed(1);
            for (var i = 0UL; i < span.Number(2); i++)
            {
                Assert.True(deltas.MoveNext());
                count += deltas.Current;
                buckets.Add(index++, count);
            }
        }

        Assert.False(deltas.MoveNext());
    }
}
