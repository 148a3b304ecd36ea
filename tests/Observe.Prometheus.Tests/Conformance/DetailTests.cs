using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Tests.Conformance;

/// <summary>Exemplars ("Exemplar Conversion") and creation times ("StartTimeUnixNano") in OpenMetrics.</summary>
public sealed partial class DetailTests
{
    // "the OpenTelemetry Exemplar's Trace ID and Span ID MUST be added as Exemplar labels using the trace_id and span_id keys …
    // Timestamps MUST be added … filtered_attributes MUST be added as labels".
    [Fact]
    public void Counters_and_buckets_have_exemplars_with_trace_and_span_first()
    {
        using var page = Exemplars();
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        page.Meter.CreateCounter<int>("c").Add(2, new("kept", "k"), new("user.id", "7"));
        page.Meter.CreateHistogram<double>("h", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5] })
            .Record(3.5, new("kept", "k"), new("user.id", "8"));

        var text = Times().Replace(page.OpenMetrics(), " T");

        var ids = $"trace_id=\"{activity.TraceId}\",span_id=\"{activity.SpanId}\"";
        Assert.Equal(
            $$"""
            # TYPE c counter
            c_total{kept="k"} 2 # {{{ids}},user_id="7"} 2 T
            # TYPE h histogram
            h_bucket{kept="k",le="1.0"} 0
            h_bucket{kept="k",le="5.0"} 1 # {{{ids}},user_id="8"} 3.5 T
            h_bucket{kept="k",le="+Inf"} 1
            h_sum{kept="k"} 3.5
            h_count{kept="k"} 1
            # EOF

            """,
            text);
        Assert.DoesNotContain(" # {", page.Text());
    }

    // OpenMetrics, "Exemplars": "The combined length of the label names and values of an Exemplar's LabelSet MUST NOT exceed 128
    // UTF-8 character code points."
    [Fact]
    public void Attributes_beyond_128_code_points_are_left_out_of_exemplars()
    {
        using var page = Exemplars();
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        // Names and ids take 8 + 32 + 7 + 16 = 63 of 128 code points; 65 remain, an emoji being one.
        var fits = string.Concat(Enumerable.Repeat("😀", 63));
        page.Meter.CreateCounter<int>("c").Add(1, new("a", new string('x', 65)), new("bb", fits), new("z", "no room"));

        var line = page.OpenMetrics().Split('\n').Single(line => line.StartsWith("c_total", StringComparison.Ordinal));

        Assert.Contains($",bb=\"{fits}\"}}", line);
        Assert.DoesNotContain("xxx", line);
        Assert.DoesNotContain("no room", line);
    }

    // "These labels MUST take precedence over labels from filtered_attributes in cases where there is a key collision."
    [Fact]
    public void The_ids_win_over_attributes_of_their_name()
    {
        using var page = Exemplars();
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        page.Meter.CreateCounter<int>("c").Add(1, new("trace.id", "mine"), new("span_id", "mine"));

        Assert.DoesNotContain("mine", page.OpenMetrics());
        Assert.Contains($"trace_id=\"{activity.TraceId}\"", page.OpenMetrics());
    }

    // OpenMetrics, "Counter" and "Histogram": "_created", and "Timestamps" in seconds.
    [Fact]
    public void Counters_and_histograms_have_creation_times_and_gauges_have_none()
    {
        var before = TimeProvider.System.GetUtcNow();
        using var page = new PageUnderTest();
        page.Meter.CreateCounter<int>("c").Add(1, new KeyValuePair<string, object?>("a", "b"));
        page.Meter.CreateHistogram<int>("h").Record(1);
        page.Meter.CreateGauge<int>("g").Record(1);
        page.Meter.CreateUpDownCounter<int>("u").Add(1);

        var lines = page.Text(PrometheusExposition.OpenMetrics100).Split('\n').Where(line => line.Contains("_created")).ToArray();

        Assert.Equal(["c_created{a=\"b\"}", "h_created"], lines.Select(line => line.Split(' ')[0]));
        Assert.All(lines, line =>
        {
            var seconds = double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            Assert.InRange(seconds, before.AddMinutes(-1).ToUnixTimeSeconds(), TimeProvider.System.GetUtcNow().AddSeconds(1).ToUnixTimeSeconds());
        });
        Assert.DoesNotContain("_created", page.Text());
    }

    [Fact]
    public void A_series_of_a_source_has_the_creation_time_it_is_given()
    {
        var family = PrometheusFamily.Counter("c");
        var series = family.AddSeries();
        series.Set(1L);
        var page = new PrometheusPage(new PrometheusExporterOptions { Sources = { new FixedSource(family) } });

        Assert.Equal("# TYPE c counter\nc_total 1\n# EOF\n", page.Text(new(PrometheusExposition.OpenMetrics100)));
        series.CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_500_000_000_250);
        Assert.Equal("# TYPE c counter\nc_total 1\nc_created 1500000000.25\n# EOF\n", page.Text(new(PrometheusExposition.OpenMetrics100)));
    }

    private static PageUnderTest Exemplars() => new(build: builder => builder
        .SetExemplarFilter(ExemplarFilterType.AlwaysOn)
        .AddView("*", new MetricStreamConfiguration { TagKeys = ["kept"] }));

    [GeneratedRegex(@" 1\d{9}(\.\d{1,7})?(?=\n)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();
}
