using System.Diagnostics.Metrics;
using Observe.EndToEnd.Harness;
using Observe.Prometheus;
using OpenTelemetry.Metrics;

namespace Observe.EndToEnd.Prometheus;

/// <summary>A real Prometheus scrapes each format and stores the same.</summary>
public sealed class ScrapedFormatsTests
{
    [NewestPrometheusTheory]
    [InlineData("PrometheusText0.0.4", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("PrometheusText1.0.0", "text/plain; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData("OpenMetricsText1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores")]
    [InlineData("PrometheusProto", "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=underscores")]
    public async Task Every_format_is_stored_with_equal_values(string protocol, string contentType)
    {
        await using var app = await ScrapedApp.StartAsync();
        app.Meter.CreateCounter<double>("sent", "By", "Bytes sent").Add(12345.6789, new("to", "Zürich \"\\\n😀"), new("from.site", "x"));
        var gauge = app.Meter.CreateGauge<double>("level", null, "Levels");
        foreach (var (name, value) in Levels())
        {
            gauge.Record(value, new KeyValuePair<string, object?>("of", name));
        }

        var histogram = app.Meter.CreateHistogram<double>(
            "took", "s", "Durations", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2.5] });
        foreach (var value in new[] { 0.1, 0.7, 0.8, 9 })
        {
            histogram.Record(value);
        }

        using var home = new TempDirectory();
        using var prometheus = await NewestPrometheus.ScrapingAsync(home, app.Target, protocol);

        Assert.Equal(contentType, app.Asked.Last().ContentType);
        Assert.Equal(
            new() { ["__name__=sent_bytes_total,from_site=x,to=Zürich \"\\\n😀"] = 12345.6789 },
            await prometheus.QueryAsync("sent_bytes_total"));
        Assert.Equal(
            new(Levels().ToDictionary(level => $"__name__=level,of={level.Name}", level => level.Value), StringComparer.Ordinal),
            await prometheus.QueryAsync("level"));
        Assert.Equal(
            new()
            {
                ["__name__=took_seconds_bucket,le=0.5"] = 1,
                ["__name__=took_seconds_bucket,le=1.0"] = 3,
                ["__name__=took_seconds_bucket,le=2.5"] = 3,
                ["__name__=took_seconds_bucket,le=+Inf"] = 4,
                ["__name__=took_seconds_count"] = 4,
                ["__name__=took_seconds_sum"] = 10.6,
            },
            await prometheus.QueryAsync("{__name__=~\"took_seconds_(bucket|sum|count)\"}"));
        Assert.Equal(
            new() { ["__name__=target_info,service_instance_id=1,service_name=shop"] = 1 },
            await prometheus.QueryAsync("target_info"));
    }

    // Prometheus 3.5 asks for no escaping scheme with protobuf, and by the specification gets underscores then.
    [NewestPrometheusTheory]
    [InlineData("PrometheusText1.0.0")]
    [InlineData("OpenMetricsText1.0.0")]
    public async Task Names_in_UTF8_are_stored_as_they_are(string protocol)
    {
        await using var app = await ScrapedApp.StartAsync(
            options => options.TranslationStrategy = PrometheusTranslationStrategy.NoTranslation);
        app.Meter.CreateGauge<int>("mem.used").Record(7, new KeyValuePair<string, object?>("größe.größer", "温度"));
        app.Meter.CreateCounter<int>("orders.placed").Add(8);
        using var home = new TempDirectory();
        using var prometheus = await NewestPrometheus.ScrapingAsync(home, app.Target, protocol);

        Assert.True(app.Asked.Last().ContentType.EndsWith("escaping=allow-utf-8", StringComparison.Ordinal), app.Asked.Last().ToString());
        Assert.Equal(new() { ["__name__=mem.used,größe.größer=温度"] = 7 }, await prometheus.QueryAsync("{\"mem.used\"}"));
        Assert.Equal(8, await prometheus.NumberAsync("{\"orders.placed\"}"));
    }

    [NewestPrometheusTheory]
    [InlineData("PrometheusProto")]
    public async Task Native_histograms_answer_quantiles(string protocol)
    {
        await using var app = await ScrapedApp.StartAsync(
            build: builder => builder.AddView("size", new Base2ExponentialBucketHistogramConfiguration()));
        var histogram = app.Meter.CreateHistogram<double>("size", "By");
        for (var i = 1; i <= 1000; i++)
        {
            histogram.Record(i);
        }

        using var home = new TempDirectory();
        using var prometheus = await NewestPrometheus.ScrapingAsync(home, app.Target, protocol);

        Assert.Equal(1000, await prometheus.NumberAsync("histogram_count(size_bytes)"));
        Assert.Equal(500500, await prometheus.NumberAsync("histogram_sum(size_bytes)"));
        foreach (var quantile in new[] { 0.1, 0.5, 0.9, 0.99 })
        {
            var answer = await prometheus.NumberAsync(FormattableString.Invariant($"histogram_quantile({quantile}, size_bytes)"));

            // 160 buckets for three decades: a bucket is less than 5 % wide.
            Assert.InRange(answer!.Value, quantile * 950, quantile * 1050);
        }
    }

    [NeedsFact("promtool")]
    public async Task Promtool_is_content_with_a_page()
    {
        await using var app = await ScrapedApp.StartAsync(build: builder => builder.AddView("e", new Base2ExponentialBucketHistogramConfiguration()));
        app.Meter.CreateCounter<int>("sent", "By", "Bytes sent").Add(1, new KeyValuePair<string, object?>("to", "a\"\\\n"));
        app.Meter.CreateGauge<double>("temperature", "Cel", "How warm").Record(-3.5);
        app.Meter.CreateHistogram<double>("took", "s", "Durations").Record(0.3);
        app.Meter.CreateHistogram<double>("e", "s", "Durations").Record(0.3);
        app.Meter.CreateUpDownCounter<int>("open", "{connection}", "Connections").Add(4);
        using var client = app.Client();

        await Promtool.AcceptsAsync(await client.GetStringAsync("/metrics"));
    }

    private static IEnumerable<(string Name, double Value)> Levels() =>
    [
        ("zero", 0),
        ("third", 1 / 3.0),
        ("tenth", 0.1),
        ("negative", -17.25),
        ("smallest", double.Epsilon),
        ("largest", double.MaxValue),
        ("beyond integers", Math.Pow(2, 53) + 2),
        ("infinite", double.PositiveInfinity),
        ("nothing", double.NaN),
    ];
}
