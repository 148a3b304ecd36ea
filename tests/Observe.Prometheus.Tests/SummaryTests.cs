using System.Diagnostics;

namespace Observe.Prometheus.Tests;

public sealed class SummaryTests
{
    [Fact]
    public void A_summary_shows_its_quantiles_sum_and_count()
    {
        var family = PrometheusFamily.Summary("rpc.duration", "s", "How long.");
        family.AddSeries(new("job", "a"), new("quantile", "taken")).SetSummary([0.5, 0.99], [0.25, double.NaN], 17, 8.5);
        family.AddSeries().SetSummary([], [], 0, 0);
        Assert.Equal(
            """
            # HELP rpc_duration_seconds How long.
            # TYPE rpc_duration_seconds summary
            rpc_duration_seconds{job="a",quantile="0.5"} 0.25
            rpc_duration_seconds{job="a",quantile="0.99"} NaN
            rpc_duration_seconds_sum{job="a"} 8.5
            rpc_duration_seconds_count{job="a"} 17
            rpc_duration_seconds_sum 0
            rpc_duration_seconds_count 0

            """,
            Page(family).Text());
    }

    [Fact]
    public void OpenMetrics_has_the_summary_s_unit_and_creation()
    {
        var family = PrometheusFamily.Summary("rpc.duration", "s");
        var series = family.AddSeries(new KeyValuePair<string, object?>("job", "a"));
        series.CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1000);
        series.SetSummary([1], [2], 3, 4);
        Assert.Equal(
            """
            # TYPE rpc_duration_seconds summary
            # UNIT rpc_duration_seconds seconds
            rpc_duration_seconds{job="a",quantile="1.0"} 2
            rpc_duration_seconds_sum{job="a"} 4
            rpc_duration_seconds_count{job="a"} 3
            rpc_duration_seconds_created{job="a"} 1000
            # EOF

            """,
            Page(family).Text(new PrometheusFormat(PrometheusExposition.OpenMetrics100)));
    }

    [Fact]
    public void Protobuf_holds_the_summary_as_its_own_type()
    {
        var family = PrometheusFamily.Summary("s");
        family.AddSeries().SetSummary([0.5], [7], 3, 4);
        using var stream = new MemoryStream();
        Page(family).Write(stream, new PrometheusFormat(PrometheusExposition.Protobuf));

        // Length; name "s"; type 2; metric { summary { count 3, sum 4, quantile { 0.5: 7 } } }.
        Assert.Equal(
            "A880808000" + "0A0173" + "1802" + "2221" + "221F" + "0803" + "110000000000001040" + "1A12" + "09000000000000E03F" + "110000000000001C40",
            Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void A_family_of_a_source_shows_its_exemplars()
    {
        var trace = ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c");
        var span = ActivitySpanId.CreateFromString("b7ad6b7169203331");
        var time = DateTimeOffset.FromUnixTimeSeconds(5);
        var counter = PrometheusFamily.Counter("c");
        var series = counter.AddSeries();
        series.Set(3L);
        series.SetExemplars(new PrometheusExemplar(0.5, time, trace, span));
        var histogram = PrometheusFamily.Histogram("h", [1, 2]);
        var buckets = histogram.AddSeries();
        buckets.SetHistogram([1, 1, 0], 2.5);
        buckets.SetExemplars(new PrometheusExemplar(1.5, time, trace, span), new PrometheusExemplar(1.25, time.AddSeconds(1), trace, default));
        var text = Page(counter, histogram).Text(new PrometheusFormat(PrometheusExposition.OpenMetrics100));
        Assert.Contains("""c_total 3 # {trace_id="0af7651916cd43dd8448eb211c80319c",span_id="b7ad6b7169203331"} 0.5 5""", text);
        Assert.Contains("""h_bucket{le="2.0"} 2 # {trace_id="0af7651916cd43dd8448eb211c80319c"} 1.25 6""", text);
        series.SetExemplars();
        Assert.DoesNotContain("c_total 3 #", Page(counter).Text(new PrometheusFormat(PrometheusExposition.OpenMetrics100)));
    }

    [Fact]
    public void A_family_tells_which_names_it_takes()
    {
        var options = new PrometheusExporterOptions();
        Assert.Equal(["a_b_bytes_total"], PrometheusFamily.Counter("a.b", "By").NamesOn(options));
        Assert.Equal(["a_b_seconds", "a_b_seconds_bucket", "a_b_seconds_sum", "a_b_seconds_count"], PrometheusFamily.Histogram("a.b", [1], "s").NamesOn(options));
        Assert.Equal(["a_b", "a_b_sum", "a_b_count"], PrometheusFamily.Summary("a.b").NamesOn(options));
        Assert.Equal(["up_ratio"], PrometheusFamily.Gauge("up", "1").NamesOn(new PrometheusExporterOptions { RatioSuffixEnabled = true }));
    }

    private static PrometheusPage Page(params PrometheusFamily[] families)
    {
        var options = new PrometheusExporterOptions();
        options.Sources.Add(new FixedSource(families));
        return new PrometheusPage(options);
    }
}
