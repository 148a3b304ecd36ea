using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using Observe.Prometheus.Tests.Parsing;

namespace Observe.Prometheus.Tests.Conformance;

/// <summary>"Exponential Histograms" of the compatibility specification, and metrics.proto of Prometheus' client model.</summary>
public sealed class ProtobufTests
{
    private static readonly PrometheusFormat s_format = new(PrometheusExposition.Protobuf);

    [Fact]
    public void Families_are_delimited_messages()
    {
        using var page = new PageUnderTest(null, null, new KeyValuePair<string, object>("service.name", "shop"));
        page.Meter.CreateCounter<int>("sent", "By", "Bytes sent").Add(5, new KeyValuePair<string, object?>("a", "\"\\\nü"));
        page.Meter.CreateHistogram<double>("h", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] }).Record(0.7);

        var parsed = ProtobufPageParser.Parse(Bytes(page.Page));

        Assert.Equal(
            ["target_info=gauge", "sent_bytes_total=counter", "h=histogram"],
            parsed.Types.Select(type => $"{type.Key}={type.Value}"));
        Assert.Equal("Bytes sent", parsed.Help["sent_bytes_total"]);
        Assert.Equal(
            [
                "target_info{service_name=shop} 1",
                "sent_bytes_total{a=\"\\\nü} 5",
                "h_bucket{le=0.5} 0",
                "h_bucket{le=1} 1",
                "h_bucket{le=+Inf} 1",
                "h_sum{} 0.7",
                "h_count{} 1",
            ],
            parsed.Samples.Select(sample => sample.ToString()));
    }

    // The specification's own example: "if Positive.Offset is 3 and Positive.BucketCounts is 10, 0, 0, 20, 5, 2, those buckets sit
    // at Native Histogram bucket indexes 4, 5, 6, 7, 8, 9"; "ZeroThreshold … Otherwise, it is set to the default value 1e-128".
    [Fact]
    public void An_exponential_histogram_is_a_native_one_whose_buckets_are_numbered_by_their_upper_edge()
    {
        var native = Native(2, 7, 3, [10, 0, 0, 20, 5, 2], -1, [4], 12.5);

        Assert.Equal((2, 1e-128, 7UL, 48UL, 12.5), (native.Schema, native.ZeroThreshold, native.ZeroCount, native.Count, native.Sum));
        Assert.Equal([(4, 10L), (7, 20L), (8, 5L), (9, 2L)], Used(native.Positive));
        Assert.Equal([(0, 4L)], Used(native.Negative));
    }

    [Fact]
    public void A_long_gap_begins_another_span()
    {
        var counts = new long[100];
        (counts[1], counts[4], counts[8], counts[98]) = (5, 1, 2, 3);

        Assert.Equal([(-48, 5L), (-45, 1L), (-41, 2L), (49, 3L)], Used(Native(0, 0, -50, counts, 0, [], 1).Positive));
    }

    // "If Scale is > 8 then Exponential Histogram data points SHOULD be downscaled to a scale accepted by Prometheus."
    [Fact]
    public void A_scale_above_8_is_lowered()
    {
        var native = Native(10, 0, -3, [1, 2, 3, 4, 5, 6], 0, [], 1);

        // Buckets -3 to 2 of scale 10 are buckets -1 and 0 of scale 8: (-3, -2, -1) and (0, 1, 2).
        Assert.Equal(8, native.Schema);
        Assert.Equal([(0, 6L), (1, 15L)], Used(native.Positive));
    }

    [Fact]
    public void What_the_sdk_records_in_an_exponential_histogram_arrives()
    {
        using var page = new PageUnderTest(build: builder => builder.AddView("e", new Base2ExponentialBucketHistogramConfiguration()));
        var histogram = page.Meter.CreateHistogram<double>("e");
        var values = Enumerable.Range(1, 1000).Select(i => i / 7.0).ToArray();
        foreach (var value in values)
        {
            histogram.Record(value);
        }

        histogram.Record(0);
        var native = Assert.Single(ProtobufPageParser.Parse(Bytes(page.Page)).Native).Value;

        Assert.Equal((1001UL, 1UL), (native.Count, native.ZeroCount));
        Assert.Equal(values.Sum(), native.Sum, 6);
        Assert.Equal(1000, native.Positive.Values.Sum());
        foreach (var (index, count) in native.Positive)
        {
            // Bucket n of schema s is (2^((n-1)/2^s), 2^(n/2^s)]; a millionth lies about for values on an edge.
            double Edge(int n) => Math.Pow(2, n / Math.Pow(2, native.Schema));
            Assert.Equal(count, values.Count(value => value > Edge(index - 1) * 1.000001 && value <= Edge(index) * 1.000001));
        }
    }

    [Fact]
    public void Exemplars_and_creation_times_are_fields()
    {
        using var page = new PageUnderTest(build: builder => builder.SetExemplarFilter(ExemplarFilterType.AlwaysOn));
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        page.Meter.CreateCounter<int>("c").Add(2);
        ReadOnlySpan<byte> bytes = Bytes(page.Page);
        var length = (int)ProtobufFields.Varint(ref bytes);
        var counter = new ProtobufFields(bytes[..length]).Messages(4).Single().Messages(3).Single();

        var exemplar = counter.Messages(2).Single();
        Assert.Equal(["trace_id", "span_id"], exemplar.Messages(1).Select(label => label.Text(1)));
        Assert.Equal(activity.TraceId.ToString(), exemplar.Messages(1).First().Text(2));
        Assert.Equal(2.0, exemplar.Double(2));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.InRange((long)exemplar.Messages(3).Single().Number(1), now - 60, now + 1);
        Assert.InRange((long)counter.Messages(3).Single().Number(1), now - 60, now + 1);
    }

    private static ParsedNativeHistogram Native(
        int scale, long zero, int positiveOffset, long[] positive, int negativeOffset, long[] negative, double sum)
    {
        var family = PrometheusFamily.ExponentialHistogram("e");
        family.AddSeries().SetExponentialHistogram(scale, zero, positiveOffset, positive, negativeOffset, negative, sum);
        var page = new PrometheusPage(new PrometheusExporterOptions { Sources = { new FixedSource(family) } });
        return Assert.Single(ProtobufPageParser.Parse(Bytes(page)).Native).Value;
    }

    private static IEnumerable<(int, long)> Used(SortedDictionary<int, long> buckets) =>
        buckets.Where(bucket => bucket.Value != 0).Select(bucket => (bucket.Key, bucket.Value));

    private static byte[] Bytes(PrometheusPage page)
    {
        using var stream = new MemoryStream();
        page.Write(stream, s_format);
        return stream.ToArray();
    }
}
