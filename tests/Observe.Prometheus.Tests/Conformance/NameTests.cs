namespace Observe.Prometheus.Tests.Conformance;

/// <summary>
/// OpenTelemetry, Prometheus and OpenMetrics Compatibility, "OTLP Metric points to Prometheus", "Metric Metadata" and "Sums".
/// </summary>
public sealed class NameTests
{
    // "Discouraged characters in the metric name SHOULD be replaced with the _ character … Multiple consecutive _ characters
    // SHOULD be replaced with a single _ character."
    [Theory]
    [InlineData("a.b-c/d", "", "a_b_c_d")]
    [InlineData("a..b__c", "", "a_b_c")]
    [InlineData("a:b", "", "a:b")]
    [InlineData("1st.try", "", "_1st_try")]
    [InlineData("größe", "", "gr_e")]
    [InlineData("温度", "", "_")]
    // "The Unit of an OTLP metric point MUST be converted from the UCUM unit to the equivalent unit word."
    [InlineData("m", "d", "m_days")]
    [InlineData("m", "h", "m_hours")]
    [InlineData("m", "min", "m_minutes")]
    [InlineData("m", "s", "m_seconds")]
    [InlineData("m", "ms", "m_milliseconds")]
    [InlineData("m", "us", "m_microseconds")]
    [InlineData("m", "ns", "m_nanoseconds")]
    [InlineData("m", "By", "m_bytes")]
    [InlineData("m", "KiBy", "m_kibibytes")]
    [InlineData("m", "MiBy", "m_mebibytes")]
    [InlineData("m", "GiBy", "m_gibibytes")]
    [InlineData("m", "TiBy", "m_tebibytes")]
    [InlineData("m", "kBy", "m_kilobytes")]
    [InlineData("m", "MBy", "m_megabytes")]
    [InlineData("m", "GBy", "m_gigabytes")]
    [InlineData("m", "TBy", "m_terabytes")]
    [InlineData("m", "m", "m_meters")]
    [InlineData("m", "V", "m_volts")]
    [InlineData("m", "A", "m_amperes")]
    [InlineData("m", "J", "m_joules")]
    [InlineData("m", "W", "m_watts")]
    [InlineData("m", "g", "m_grams")]
    [InlineData("m", "Cel", "m_celsius")]
    [InlineData("m", "Hz", "m_hertz")]
    [InlineData("m", "%", "m_percent")]
    [InlineData("m", "1", "m")]
    [InlineData("m", "widget", "m_widget")]
    // "Portions of the Unit within brackets (e.g. {packet}) MUST be dropped."
    [InlineData("m", "{packet}", "m")]
    [InlineData("m", "By{cached}", "m_bytes")]
    [InlineData("m", "{packet}/s", "m_per_second")]
    [InlineData("m", "By/{request}", "m_bytes")]
    // "Units defined as rates over time (e.g. "m/s") MUST be converted to words (e.g. "meters_per_second")."
    [InlineData("m", "m/s", "m_meters_per_second")]
    [InlineData("m", "By/s", "m_bytes_per_second")]
    [InlineData("m", "1/d", "m_per_day")]
    [InlineData("m", "W/mo", "m_watts_per_month")]
    // opentelemetry-dotnet 7033: a unit is a part of the name and may not break it.
    [InlineData("m", "# RU", "m_RU")]
    // "A suffix to the metric name SHOULD be added unless the metric name already ends with the unit."
    [InlineData("took.seconds", "s", "took_seconds")]
    [InlineData("seconds", "s", "seconds")]
    // … but "milliseconds" does not end with the unit "seconds".
    [InlineData("took.milliseconds", "s", "took_milliseconds_seconds")]
    public void A_gauge_has_the_name_and_unit_of_the_compatibility_specification(string name, string unit, string expected)
    {
        var family = PrometheusFamily.Gauge(name, unit);
        family.AddSeries().Set(1L);

        Assert.Equal($"# TYPE {expected} gauge\n{expected} 1\n", PageOf(family, new()));
    }

    // "If the metric name for monotonic Sum metric points does not end in a suffix of _total a suffix of _total SHOULD be added
    // by default … The unit suffix comes before any type-specific suffixes."
    [Theory]
    [InlineData("requests", "", "requests_total")]
    [InlineData("requests.total", "", "requests_total")]
    [InlineData("sent", "By", "sent_bytes_total")]
    [InlineData("sent.bytes", "By", "sent_bytes_total")]
    [InlineData("sent_total", "By", "sent_bytes_total")]
    // opentelemetry-dotnet 7454: no unit twice.
    [InlineData("sent_bytes_total", "By", "sent_bytes_total")]
    public void A_counter_ends_with_its_unit_and_then_total(string name, string unit, string expected)
    {
        var family = PrometheusFamily.Counter(name, unit);
        family.AddSeries().Set(1L);

        Assert.Equal($"# TYPE {expected} counter\n{expected} 1\n", PageOf(family, new()));
    }

    // Specification "Metrics Exporter - Prometheus", "Translation Strategy" and the table of "Interaction with Translation
    // Strategy", with the escaping schemes of Prometheus 3 for the rest of the row.
    [Theory]
    [InlineData(PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes, PrometheusEscapingScheme.Underscores, "foo_bar_bytes_total")]
    [InlineData(PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes, PrometheusEscapingScheme.AllowUtf8, "foo_bar_bytes_total")]
    [InlineData(PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes, PrometheusEscapingScheme.Dots, "foo_bar_bytes_total")]
    [InlineData(PrometheusTranslationStrategy.UnderscoreEscapingWithoutSuffixes, PrometheusEscapingScheme.Underscores, "foo_bar")]
    [InlineData(PrometheusTranslationStrategy.UnderscoreEscapingWithoutSuffixes, PrometheusEscapingScheme.AllowUtf8, "foo_bar")]
    [InlineData(PrometheusTranslationStrategy.NoUTF8EscapingWithSuffixes, PrometheusEscapingScheme.Underscores, "foo_bar_bytes_total")]
    [InlineData(PrometheusTranslationStrategy.NoUTF8EscapingWithSuffixes, PrometheusEscapingScheme.AllowUtf8, "\"foo.bar_bytes_total\"")]
    [InlineData(PrometheusTranslationStrategy.NoUTF8EscapingWithSuffixes, PrometheusEscapingScheme.Dots, "foo_dot_bar__bytes__total")]
    [InlineData(PrometheusTranslationStrategy.NoUTF8EscapingWithSuffixes, PrometheusEscapingScheme.Values, "U__foo_2e_bar__bytes__total")]
    [InlineData(PrometheusTranslationStrategy.NoTranslation, PrometheusEscapingScheme.Underscores, "foo_bar")]
    [InlineData(PrometheusTranslationStrategy.NoTranslation, PrometheusEscapingScheme.AllowUtf8, "\"foo.bar\"")]
    public void A_strategy_forms_the_name_and_the_scheme_escapes_it(
        PrometheusTranslationStrategy strategy, PrometheusEscapingScheme escaping, string expected)
    {
        var family = PrometheusFamily.Counter("foo.bar", "By");
        family.AddSeries().Set(1L);
        var sample = expected.StartsWith('"') ? $"{{{expected}}}" : expected;

        Assert.Equal(
            $"# TYPE {expected} counter\n{sample} 1\n",
            PageOf(family, new() { TranslationStrategy = strategy }, new(PrometheusExposition.Text100, escaping)));
    }

    // "UTF-8 metric and label name escaping schemes" of Prometheus.
    [Theory]
    [InlineData("a.b:c_d", PrometheusEscapingScheme.Dots, "a_dot_b:c__d")]
    [InlineData("a/b", PrometheusEscapingScheme.Dots, "a__b")]
    [InlineData("plain_name", PrometheusEscapingScheme.Values, "plain_name")]
    [InlineData("http.status:sum", PrometheusEscapingScheme.Values, "U__http_2e_status:sum")]
    [InlineData("snake_case.温", PrometheusEscapingScheme.Values, "U__snake__case_2e__6e29_")]
    [InlineData("label.😀", PrometheusEscapingScheme.Values, "U__label_2e__1f600_")]
    [InlineData("U__a", PrometheusEscapingScheme.Values, "U___55_____a")]
    [InlineData("1a.b", PrometheusEscapingScheme.Underscores, "_a_b")]
    public void A_scheme_makes_a_classic_name_of_any_name(string name, PrometheusEscapingScheme escaping, string expected)
    {
        var family = PrometheusFamily.Gauge(name);
        family.AddSeries().Set(1L);

        Assert.Equal(
            $"# TYPE {expected} gauge\n{expected} 1\n",
            PageOf(family, new() { TranslationStrategy = PrometheusTranslationStrategy.NoTranslation }, new(PrometheusExposition.Text100, escaping)));
    }

    // OpenMetrics 1.0, "Counter": "The Sample MetricName for the value of Total MUST have the suffix _total"; a name that the
    // strategy leaves without is no counter to it, as in Prometheus' own library (expfmt).
    [Fact]
    public void A_counter_without_total_is_unknown_to_OpenMetrics_and_the_option_to_leave_it_out_does_not_count_there()
    {
        var family = PrometheusFamily.Counter("a");
        family.AddSeries().Set(1L);

        Assert.Equal("# TYPE a counter\na 1\n", PageOf(family, new() { DisableTotalNameSuffixForCounters = true }));
        Assert.Equal(
            "# TYPE a counter\na_total 1\n# EOF\n",
            PageOf(family, new() { DisableTotalNameSuffixForCounters = true }, new(PrometheusExposition.OpenMetrics100)));
        Assert.Equal(
            "# TYPE a unknown\na 1\n# EOF\n",
            PageOf(
                family,
                new() { TranslationStrategy = PrometheusTranslationStrategy.UnderscoreEscapingWithoutSuffixes },
                new(PrometheusExposition.OpenMetrics100)));
    }

    // Prometheus' OTLP receiver appends _ratio to gauges of unit 1, and to gauges alone.
    [Fact]
    public void Gauges_of_unit_1_are_ratios_on_request()
    {
        var gauge = PrometheusFamily.Gauge("score", "1");
        var counter = PrometheusFamily.Counter("hits", "1");
        var sum = PrometheusFamily.UpDownCounter("open", "1");
        foreach (var family in new[] { gauge, counter, sum })
        {
            family.AddSeries().Set(1L);
        }

        var options = new PrometheusExporterOptions { RatioSuffixEnabled = true, Sources = { new FixedSource(gauge, counter, sum) } };

        Assert.Equal(
            "# TYPE score_ratio gauge\nscore_ratio 1\n# TYPE hits_total counter\nhits_total 1\n# TYPE open gauge\nopen 1\n",
            new PrometheusPage(options).Text());
    }

    /// <summary>Prometheus, promlint: suffixes of histograms and summaries are theirs, untyped metrics excepted.</summary>
    [Fact]
    public void Gauges_with_a_reserved_suffix_are_untyped_on_request()
    {
        var gauge = PrometheusFamily.UpDownCounter("process.thread.count", "{thread}");
        gauge.AddSeries().Set(3L);

        Assert.Equal("# TYPE process_thread_count gauge\nprocess_thread_count 3\n", PageOf(gauge, new PrometheusExporterOptions()));
        var options = new PrometheusExporterOptions { UntypedReservedSuffixes = true };
        Assert.Equal("# TYPE process_thread_count untyped\nprocess_thread_count 3\n", PageOf(gauge, options));
    }

    private static string PageOf(PrometheusFamily family, PrometheusExporterOptions options, PrometheusFormat format = default)
    {
        options.Sources.Add(new FixedSource(family));
        return new PrometheusPage(options).Text(format);
    }
}
