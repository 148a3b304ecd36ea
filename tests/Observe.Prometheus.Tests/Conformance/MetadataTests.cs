using System.Diagnostics.Metrics;

namespace Observe.Prometheus.Tests.Conformance;

/// <summary>"Metric Metadata" of the compatibility specification: one HELP, TYPE and UNIT a family, conflicts, contiguity.</summary>
public sealed class MetadataTests
{
    // "Exporters MUST drop entire metrics to prevent conflicting TYPE comments … the exporter SHOULD warn the user."
    [Fact]
    public void A_metric_of_another_type_but_the_same_name_is_dropped_and_reported_once()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("queue.size", null, "Kept").Record(1);
        page.AddMeter("2").CreateHistogram<int>("queue.size").Record(1);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("# HELP queue_size Kept\n# TYPE queue_size gauge\nqueue_size 1\n", page.Text());
        }

        var warning = Assert.Single(page.Warnings);
        Assert.Equal((PrometheusWarningKind.TypeConflict, "queue_size"), (warning.Kind, warning.Family));
    }

    // "but SHOULD NOT drop metric points as a result of conflicting UNIT or HELP comments. Instead, all but one of the
    // conflicting UNIT and HELP comments (but not metric points) SHOULD be dropped."
    [Fact]
    public void Conflicting_help_is_written_once_and_reported_and_both_keep_their_series()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("g", null, "First").Record(1, new KeyValuePair<string, object?>("a", "1"));
        page.AddMeter("2").CreateGauge<int>("g", null, "Second").Record(2, new KeyValuePair<string, object?>("a", "2"));

        Assert.Equal("# HELP g First\n# TYPE g gauge\ng{a=\"1\"} 1\ng{a=\"2\"} 2\n", page.Text());
        Assert.Equal([PrometheusWarningKind.HelpConflict], page.Warnings.Select(warning => warning.Kind));
    }

    [Fact]
    public void Conflicting_units_are_written_once_and_reported()
    {
        var bytes = PrometheusFamily.Gauge("size.seconds.bytes", "By");
        var other = PrometheusFamily.Gauge("size.seconds", "By");
        bytes.AddSeries(new KeyValuePair<string, object?>("a", "1")).Set(1L);
        other.AddSeries(new KeyValuePair<string, object?>("a", "2")).Set(2L);
        var clash = PrometheusFamily.Gauge("size_per_seconds", "seconds");
        var rate = PrometheusFamily.Gauge("size_per_seconds", "per_seconds");
        clash.AddSeries(new KeyValuePair<string, object?>("a", "1")).Set(1L);
        rate.AddSeries(new KeyValuePair<string, object?>("a", "2")).Set(2L);
        var warnings = new List<PrometheusWarning>();
        var options = new PrometheusExporterOptions { OnWarning = warnings.Add, Sources = { new FixedSource(bytes, other, clash, rate) } };

        Assert.Equal(
            """
            # TYPE size_seconds_bytes gauge
            # UNIT size_seconds_bytes bytes
            size_seconds_bytes{a="1"} 1
            size_seconds_bytes{a="2"} 2
            # TYPE size_per_seconds gauge
            # UNIT size_per_seconds seconds
            size_per_seconds{a="1"} 1
            size_per_seconds{a="2"} 2
            # EOF

            """,
            new PrometheusPage(options).Text(new(PrometheusExposition.OpenMetrics100)));
        Assert.Equal([PrometheusWarningKind.UnitConflict], warnings.Select(warning => warning.Kind));
    }

    // OpenMetrics, "MetricFamily": "MetricFamily names … Metrics MUST NOT be interleaved"; Prometheus text: "All lines for a given
    // metric must be provided as one single group".
    [Fact]
    public void Metrics_of_one_name_from_several_meters_are_one_group()
    {
        using var page = new PageUnderTest(options => options.ScopeInfoEnabled = true);
        page.AddMeter("1").CreateCounter<int>("c").Add(1);
        page.AddMeter("2").CreateGauge<int>("g").Record(2);
        page.AddMeter("3").CreateCounter<int>("c").Add(3);

        Assert.Equal(
            """
            # TYPE c_total counter
            c_total{otel_scope_name="meter",otel_scope_version="1"} 1
            c_total{otel_scope_name="meter",otel_scope_version="3"} 3
            # TYPE g gauge
            g{otel_scope_name="meter",otel_scope_version="2"} 2

            """,
            page.Text());
    }

    // OpenMetrics, "Suffixes": "Exposers MUST NOT … have MetricFamilies whose Sample MetricNames clash".
    [Fact]
    public void A_metric_whose_name_another_familys_sample_has_is_dropped_and_reported()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateHistogram<int>("h", null, null, null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [] }).Record(2);
        page.Meter.CreateGauge<int>("h_count").Record(1);

        Assert.Equal("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 2\nh_count 1\n", page.Text());
        Assert.Equal([PrometheusWarningKind.TypeConflict], page.Warnings.Select(warning => warning.Kind));
    }

    // Prometheus refuses a scrape's second sample of a series; the OpenTelemetry data model, "Single-Writer".
    [Fact]
    public void A_second_series_of_equal_labels_is_left_out_and_reported_whatever_their_order()
    {
        var family = PrometheusFamily.Gauge("g");
        family.AddSeries(new("a", "1"), new("b", "2")).Set(1L);
        family.AddSeries(new("b", "2"), new("a", 1)).Set(2L);
        var warnings = new List<PrometheusWarning>();
        var page = new PrometheusPage(new PrometheusExporterOptions { OnWarning = warnings.Add, Sources = { new FixedSource(family) } });

        Assert.Equal("# TYPE g gauge\ng{a=\"1\",b=\"2\"} 1\n", page.Text());
        Assert.Equal("# TYPE g gauge\ng{a=\"1\",b=\"2\"} 1\n", page.Text());
        Assert.Equal([PrometheusWarningKind.DuplicateSeries], warnings.Select(warning => warning.Kind));
    }

    [Fact]
    public void A_series_that_was_removed_makes_room_for_another_of_equal_labels()
    {
        var family = PrometheusFamily.Gauge("g");
        var page = new PrometheusPage(new PrometheusExporterOptions { Sources = { new FixedSource(family) } });
        var first = family.AddSeries(new KeyValuePair<string, object?>("a", "1"));
        var other = family.AddSeries(new KeyValuePair<string, object?>("a", "2"));
        first.Set(1L);
        other.Set(2L);
        Assert.Equal("# TYPE g gauge\ng{a=\"1\"} 1\ng{a=\"2\"} 2\n", page.Text());

        Assert.True(family.RemoveSeries(first));
        Assert.False(family.RemoveSeries(first));
        family.AddSeries(new KeyValuePair<string, object?>("a", "1")).Set(3L);

        Assert.Equal("# TYPE g gauge\ng{a=\"2\"} 2\ng{a=\"1\"} 3\n", page.Text());
    }

    [Fact]
    public void An_instrument_made_again_under_another_meter_of_the_name_goes_on()
    {
        using var page = new PageUnderTest();
        var first = page.AddMeter("1");
        first.CreateGauge<int>("g").Record(1);
        Assert.Equal("# TYPE g gauge\ng 1\n", page.Text());

        first.Dispose();
        _ = page.Text();
        page.AddMeter("1").CreateCounter<int>("g").Add(2);

        Assert.Equal("# TYPE g_total counter\ng_total 2\n", page.Text());
        Assert.Empty(page.Warnings);
    }

    // OpenMetrics, "UNIT": after TYPE, only where the name ends with the unit.
    [Fact]
    public void OpenMetrics_has_units_and_the_family_of_a_counter_is_named_without_total()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateCounter<int>("sent", "By", "Bytes sent").Add(5);
        page.Meter.CreateGauge<int>("share", "%").Record(7);

        Assert.Equal(
            """
            # TYPE sent_bytes counter
            # UNIT sent_bytes bytes
            # HELP sent_bytes Bytes sent
            sent_bytes_total 5
            # TYPE share_percent gauge
            # UNIT share_percent percent
            share_percent 7
            # EOF

            """,
            page.OpenMetrics());
        Assert.DoesNotContain("UNIT", page.Text());
    }

    // "If the aggregation temporality is cumulative and the sum is non-monotonic, it should follow the same rules as … Gauge."
    [Fact]
    public void Sums_that_go_down_are_gauges()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateUpDownCounter<int>("open").Add(-2);
        page.Meter.CreateUpDownCounter<double>("level").Add(-2.5);
        page.Meter.CreateObservableUpDownCounter("watched", () => 3L);
        page.Meter.CreateObservableGauge("temperature", () => 21.5, "Cel");
        page.Meter.CreateObservableCounter("seen", () => 4L);

        Assert.Equal(
            """
            # TYPE open gauge
            open -2
            # TYPE level gauge
            level -2.5
            # TYPE watched gauge
            watched 3
            # TYPE temperature_celsius gauge
            temperature_celsius 21.5
            # TYPE seen_total counter
            seen_total 4

            """,
            page.Text());
    }

    // OpenMetrics, "Info": the sample's name has the suffix _info, the family's has not.
    [Fact]
    public void Info_is_a_type_in_OpenMetrics_and_a_gauge_elsewhere()
    {
        var build = PrometheusFamily.Info("observe.build", "The program");
        build.AddSeries(new KeyValuePair<string, object?>("version", "1.0")).Set(1L);
        var page = new PrometheusPage(new PrometheusExporterOptions { Sources = { new FixedSource(build) } });

        Assert.Equal("# HELP observe_build_info The program\n# TYPE observe_build_info gauge\nobserve_build_info{version=\"1.0\"} 1\n", page.Text());
        Assert.Equal(
            "# TYPE observe_build info\n# HELP observe_build The program\nobserve_build_info{version=\"1.0\"} 1\n# EOF\n",
            page.Text(new(PrometheusExposition.OpenMetrics100)));
    }
}
