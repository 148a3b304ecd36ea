using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Tests.Conformance;

/// <summary>"Histograms as Prometheus Histograms" and "Exponential Histograms" of the compatibility specification.</summary>
public sealed class HistogramTests
{
    // "the sum of all bucket counts up to and including the current bucket is converted to the cumulative count."
    [Fact]
    public void Buckets_are_cumulative_and_end_with_infinity()
    {
        using var page = new PageUnderTest();
        var histogram = Histogram(page, "h", 0.5, 1, 2.5, 1e6, 1e-5);
        foreach (var value in new[] { 0.1, 0.5, 0.7, 3, 2e6 })
        {
            histogram.Record(value);
        }

        Assert.Equal(
            """
            # TYPE h histogram
            h_bucket{le="0.00001"} 0
            h_bucket{le="0.5"} 2
            h_bucket{le="1"} 3
            h_bucket{le="2.5"} 3
            h_bucket{le="1000000"} 4
            h_bucket{le="+Inf"} 5
            h_sum 2000004.3
            h_count 5

            """,
            page.Text());
    }

    // OpenMetrics, "Considerations: Canonical Numbers": "default Go rendering of float64 values (i.e. %g), with a .0 appended in
    // case there is no decimal point or exponent".
    [Fact]
    public void Bounds_are_canonical_numbers_in_OpenMetrics()
    {
        using var page = new PageUnderTest();
        Histogram(page, "h", 1e-5, 0.001, 0.5, 1, 2.5, 10, 100000, 1e6, 1.5e10).Record(1);

        var bounds = page.OpenMetrics().Split('\n').Where(line => line.StartsWith("h_bucket", StringComparison.Ordinal))
            .Select(line => line.Split('"')[1]);
        Assert.Equal(["1e-05", "0.001", "0.5", "1.0", "2.5", "10.0", "100000.0", "1e+06", "1.5e+10", "+Inf"], bounds);
    }

    // OpenMetrics, "Histogram": "Negative threshold buckets MAY be used, but then the Histogram MetricPoint MUST NOT contain a sum
    // value"; "If and only if a Sum Value is present … _count".
    [Fact]
    public void A_histogram_of_negative_bounds_has_neither_sum_nor_count_in_OpenMetrics()
    {
        using var page = new PageUnderTest();
        Histogram(page, "h", -1, 1).Record(-3);

        Assert.Equal("# TYPE h histogram\nh_bucket{le=\"-1.0\"} 1\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 1\n# EOF\n", page.OpenMetrics());
        Assert.Contains("h_sum -3\nh_count 1\n", page.Text());
    }

    [Fact]
    public void A_histogram_configured_without_buckets_has_one()
    {
        using var page = new PageUnderTest(
            build: builder => builder.AddView("h", new ExplicitBucketHistogramConfiguration { Boundaries = [] }));
        page.Meter.CreateHistogram<int>("h").Record(4);

        Assert.Equal("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 4\nh_count 1\n", page.Text());
    }

    // "Exponential (Native) Histograms SHOULD be dropped if they are not supported, or MAY be converted to fixed-bucket
    // histograms."
    [Fact]
    public void Text_renders_exponential_histograms_on_configured_bounds()
    {
        using var page = new PageUnderTest(
            options => options.ExponentialHistogramBounds = [1, 2, 4, 8],
            builder => builder.AddView("e", new Base2ExponentialBucketHistogramConfiguration()));
        var histogram = page.Meter.CreateHistogram<double>("e");
        foreach (var value in new[] { 0, 0.9, 1.5, 3, 3.5, 100 })
        {
            histogram.Record(value);
        }

        Assert.Equal(
            """
            # TYPE e histogram
            e_bucket{le="1"} 2
            e_bucket{le="2"} 3
            e_bucket{le="4"} 5
            e_bucket{le="8"} 5
            e_bucket{le="+Inf"} 6
            e_sum 108.9
            e_count 6

            """,
            page.Text());
    }

    [Fact]
    public void A_bucket_that_a_bound_divides_counts_above_the_bound()
    {
        // Scale 0: the positive bucket 0 is (1, 2], the negative one [-2, -1).
        var family = PrometheusFamily.ExponentialHistogram("e");
        family.AddSeries().SetExponentialHistogram(0, 1, 0, [10], 0, [100], 5);
        var options = new PrometheusExporterOptions { ExponentialHistogramBounds = [-1.5, -1, 0, 1.5, 2], Sources = { new FixedSource(family) } };

        Assert.Equal(
            """
            # TYPE e histogram
            e_bucket{le="-1.5"} 0
            e_bucket{le="-1"} 100
            e_bucket{le="0"} 101
            e_bucket{le="1.5"} 101
            e_bucket{le="2"} 111
            e_bucket{le="+Inf"} 111
            e_sum 5
            e_count 111

            """,
            new PrometheusPage(options).Text());
    }

    // "Valid values for Schema are in the range [-4, 8] … If Scale is < -4, the data point MUST be dropped."
    [Fact]
    public void An_exponential_histogram_of_too_low_a_scale_is_left_out_and_reported()
    {
        var family = PrometheusFamily.ExponentialHistogram("e");
        family.AddSeries(new KeyValuePair<string, object?>("a", "low")).SetExponentialHistogram(-5, 0, 0, [1], 0, [], 5);
        family.AddSeries(new KeyValuePair<string, object?>("a", "fine")).SetExponentialHistogram(-4, 0, 0, [1], 0, [], 5);
        var warnings = new List<PrometheusWarning>();
        var page = new PrometheusPage(new PrometheusExporterOptions { OnWarning = warnings.Add, Sources = { new FixedSource(family) } });

        var text = page.Text();

        Assert.DoesNotContain("low", text);
        Assert.Contains("e_count{a=\"fine\"} 1\n", text);
        Assert.Equal([PrometheusWarningKind.UnsupportedValue], warnings.Select(warning => warning.Kind));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(2, 1)]
    public void Bounds_that_do_not_ascend_are_refused(double first, double second)
    {
        Assert.Throws<ArgumentException>(() => PrometheusFamily.Histogram("h", [first, second]));
        Assert.Throws<ArgumentException>(() => new PrometheusExporterOptions { ExponentialHistogramBounds = [first, second] });
    }

    [Fact]
    public void A_series_of_a_source_takes_the_values_of_its_kind_alone()
    {
        var histogram = PrometheusFamily.Histogram("h", [1, 2, double.PositiveInfinity]).AddSeries();
        var gauge = PrometheusFamily.Gauge("g").AddSeries();

        Assert.Throws<InvalidOperationException>(() => histogram.Set(1));
        Assert.Throws<InvalidOperationException>(() => gauge.SetHistogram([1], 1));
        Assert.Throws<ArgumentException>(() => histogram.SetHistogram([1, 2], 1));
        histogram.SetHistogram([1, 2, 3], 1);
    }

    private static Histogram<double> Histogram(PageUnderTest page, string name, params double[] bounds) =>
        page.Meter.CreateHistogram<double>(
            name, null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [.. bounds.Order()] });
}
