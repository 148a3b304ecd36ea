using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Tests.Conformance;

/// <summary>"Metric Attributes", "Instrumentation Scope" and "Resource Attributes" of the compatibility specification.</summary>
public sealed class LabelTests
{
    // "In such cases, the values MUST be concatenated together, separated by ;, and ordered by the lexicographical order of the
    // original keys."
    [Fact]
    public void Values_of_colliding_keys_are_joined_in_the_order_of_their_keys()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("g").Record(1, new("a_b", "third"), new("a-b", "first"), new("a.b", "second"), new("c", "alone"));

        Assert.Equal("# TYPE g gauge\ng{a_b=\"first;second;third\",c=\"alone\"} 1\n", page.Text());
    }

    // "non-string Attribute values MUST be converted to string attributes following the attribute specification."
    [Fact]
    public void Values_of_other_types_are_written_as_OpenTelemetry_writes_them()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("g").Record(
            1,
            new("true", true),
            new("int", 42),
            new("double", 0.1),
            new("nan", double.NaN),
            new("infinite", double.NegativeInfinity),
            new("strings", new[] { "a", "ü\"" }),
            new("numbers", new[] { 1.5, 2 }),
            new("bytes", new byte[] { 1, 2, 3 }),
            new("none", null));

        Assert.Equal(
            """
            # TYPE g gauge
            g{bytes="AQID",double="0.1",infinite="-Infinity",int="42",nan="NaN",none="",numbers="[1.5,2]",strings="[\"a\",\"ü\\\"\"]",true="true"} 1

            """,
            page.Text());
    }

    // Prometheus, "Exposition formats", "Comments, help text, and type information": "label_value can be any sequence of UTF-8
    // characters, but the backslash, double-quote, and line feed characters have to be escaped".
    [Fact]
    public void Backslash_quote_and_line_feed_are_escaped_in_values()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("g").Record(1, new KeyValuePair<string, object?>("path", "C:\\dir\n\"ünï\" 😀\t"));

        Assert.Equal("# TYPE g gauge\ng{path=\"C:\\\\dir\\n\\\"ünï\\\" 😀\t\"} 1\n", page.Text());
    }

    // "Comments, help text, and type information": in HELP "the characters backslash and line feed" are escaped; OpenMetrics,
    // ABNF escaped-string, escapes the double quote as well (opentelemetry-dotnet 7491).
    [Fact]
    public void Help_is_escaped_and_OpenMetrics_escapes_its_quotes_too()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("g", null, "A \"quoted\"\nback\\slash").Record(1);

        Assert.Equal("# HELP g A \"quoted\"\\nback\\\\slash\n# TYPE g gauge\ng 1\n", page.Text());
        Assert.Equal("# TYPE g gauge\n# HELP g A \\\"quoted\\\"\\nback\\\\slash\ng 1\n# EOF\n", page.OpenMetrics());
    }

    // Prometheus data model: "Label names … MAY use any UTF-8 characters"; classic ones do not begin with a digit.
    [Fact]
    public void Keys_are_translated_and_an_empty_one_becomes_an_underscore()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("g").Record(1, new("http.method", "a"), new("1st", "b"), new("a:b", "c"), new("", "d"));

        Assert.Equal("# TYPE g gauge\ng{_=\"d\",_1st=\"b\",a_b=\"c\",http_method=\"a\"} 1\n", page.Text());
    }

    // "Prometheus exporters MUST by default add the scope name as the otel_scope_name label, … version …, … schema URL …, the
    // scope attributes as labels with otel_scope_ prefix … Scope attributes that … would conflict with otel_scope_name,
    // otel_scope_version, or otel_scope_schema_url MUST be dropped."
    [Fact]
    public void The_scope_is_on_every_series()
    {
        using var page = new PageUnderTest(options => options.ScopeInfoEnabled = true);
        page.AddMeter("1.2", [new("team", "a"), new("name", "dropped"), new("schema.url", "dropped")], "https://example.org/1")
            .CreateGauge<int>("g").Record(1, new KeyValuePair<string, object?>("own", "x"));

        Assert.Equal(
            "# TYPE g gauge\ng{otel_scope_name=\"meter\",otel_scope_version=\"1.2\",otel_scope_schema_url=\"https://example.org/1\",otel_scope_team=\"a\",own=\"x\"} 1\n",
            page.Text());
    }

    // "… other labels (e.g. otel_scope_name) added by this specification, may cause different OpenTelemetry keys to map to the
    // same Prometheus key."
    [Fact]
    public void An_attribute_that_takes_the_name_of_a_scope_label_is_joined_with_it()
    {
        using var page = new PageUnderTest(options => options.ScopeInfoEnabled = true);
        page.Meter.CreateGauge<int>("g").Record(1, new KeyValuePair<string, object?>("otel.scope.name", "mine"));

        Assert.Equal("# TYPE g gauge\ng{otel_scope_name=\"mine;meter\"} 1\n", page.Text());
    }

    // OpenMetrics, "Histogram": "le" is the bucket's own label.
    [Fact]
    public void A_label_le_of_the_users_is_dropped_from_histograms_and_reported()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateHistogram<int>("h", null, null, null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1] })
            .Record(1, new("le", "mine"), new("a", "b"));
        page.Meter.CreateGauge<int>("g").Record(1, new KeyValuePair<string, object?>("le", "mine"));

        Assert.Equal(
            "# TYPE h histogram\nh_bucket{a=\"b\",le=\"1\"} 1\nh_bucket{a=\"b\",le=\"+Inf\"} 1\nh_sum{a=\"b\"} 1\nh_count{a=\"b\"} 1\n# TYPE g gauge\ng{le=\"mine\"} 1\n",
            page.Text());
        Assert.Equal([PrometheusWarningKind.ReservedLabel], page.Warnings.Select(warning => warning.Kind));
    }

    // "an OpenTelemetry Resource SHOULD be converted to a target info metric … The target info metric MUST be an info-typed
    // metric"; "If info-typed metric families are not yet supported …, a gauge-typed metric family named target_info".
    [Fact]
    public void The_resource_is_the_target_and_on_request_constant_labels()
    {
        using var page = new PageUnderTest(
            options => options.ResourceConstantLabels = key => key == "service.name",
            null,
            new("service.name", "shop"),
            new("host.cpus", 4L));
        page.Meter.CreateGauge<int>("g").Record(1);

        Assert.Equal(
            "# HELP target_info Target metadata\n# TYPE target_info gauge\ntarget_info{service_name=\"shop\",host_cpus=\"4\"} 1\n# TYPE g gauge\ng{service_name=\"shop\"} 1\n",
            page.Text());
        Assert.Equal(
            "# TYPE target info\n# HELP target Target metadata\ntarget_info{service_name=\"shop\",host_cpus=\"4\"} 1\n# TYPE g gauge\ng{service_name=\"shop\"} 1\n# EOF\n",
            page.OpenMetrics());
    }

    [Fact]
    public void The_target_can_be_turned_off_and_an_empty_resource_has_none()
    {
        using var off = new PageUnderTest(options => options.TargetInfoEnabled = false, null, new KeyValuePair<string, object>("service.name", "shop"));
        using var empty = new PageUnderTest();

        Assert.Equal("", off.Text());
        Assert.Equal("", empty.Text());
        Assert.Equal("# EOF\n", empty.OpenMetrics());
    }

    // Prometheus 3, "UTF-8 in Prometheus", "Text exposition": names that are not classic are quoted and go within the braces.
    [Fact]
    public void Names_outside_the_classic_set_are_quoted_where_they_may_be()
    {
        using var page = new PageUnderTest(options => options.TranslationStrategy = PrometheusTranslationStrategy.NoTranslation);
        page.Meter.CreateGauge<int>("mem.used").Record(1, new("pod.name", "a"), new("plain", "b"));
        page.Meter.CreateGauge<int>("alone.here").Record(2);
        page.Meter.CreateHistogram<int>("h.x", null, null, null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1] })
            .Record(1, new KeyValuePair<string, object?>("pod.name", "a"));

        Assert.Equal(
            """
            # TYPE "mem.used" gauge
            {"mem.used",plain="b","pod.name"="a"} 1
            # TYPE "alone.here" gauge
            {"alone.here"} 2
            # TYPE "h.x" histogram
            {"h.x_bucket","pod.name"="a",le="1"} 1
            {"h.x_bucket","pod.name"="a",le="+Inf"} 1
            {"h.x_sum","pod.name"="a"} 1
            {"h.x_count","pod.name"="a"} 1

            """,
            page.Text(PrometheusExposition.Text100, PrometheusEscapingScheme.AllowUtf8));
        Assert.Contains("mem_used{plain=\"b\",pod_name=\"a\"} 1\n", page.Text());
    }

    [Fact]
    public void A_view_that_drops_attributes_leaves_a_series_without_labels()
    {
        using var page = new PageUnderTest(build: builder => builder.AddView("g", new MetricStreamConfiguration { TagKeys = [] }));
        page.Meter.CreateGauge<int>("g").Record(1, new KeyValuePair<string, object?>("a", "b"));

        Assert.Equal("# TYPE g gauge\ng 1\n", page.Text());
    }
}
