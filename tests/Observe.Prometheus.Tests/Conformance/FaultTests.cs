namespace Observe.Prometheus.Tests.Conformance;

/// <summary>A fault costs what is at fault and is reported once.</summary>
public sealed class FaultTests
{
    [Fact]
    public void A_tag_that_cannot_be_written_costs_its_own_family()
    {
        using var page = new PageUnderTest();
        page.Meter.CreateGauge<int>("before").Record(1);
        var broken = page.Meter.CreateGauge<int>("broken");
        broken.Record(1, new KeyValuePair<string, object?>("a", "fine"));
        broken.Record(2, new KeyValuePair<string, object?>("a", new Unprintable()));
        page.Meter.CreateGauge<int>("after").Record(3);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("# TYPE before gauge\nbefore 1\n# TYPE after gauge\nafter 3\n", page.Text());
        }

        var warning = Assert.Single(page.Warnings);
        Assert.Equal((PrometheusWarningKind.FamilyFailed, "broken"), (warning.Kind, warning.Family));
        Assert.Contains("'broken'", warning.Message);
        Assert.Contains(nameof(NotSupportedException), warning.Message);
    }

    [Fact]
    public void An_observable_instrument_whose_callback_throws_costs_itself()
    {
        using var page = new PageUnderTest();
        var fails = false;
        page.Meter.CreateObservableGauge("watched", () => fails ? throw new InvalidOperationException("no reading") : 1L);
        page.Meter.CreateGauge<int>("other").Record(2);
        Assert.Equal("# TYPE watched gauge\nwatched 1\n# TYPE other gauge\nother 2\n", page.Text());

        fails = true;
        Assert.Equal("# TYPE other gauge\nother 2\n", page.Text());

        fails = false;
        Assert.Equal("# TYPE watched gauge\nwatched 1\n# TYPE other gauge\nother 2\n", page.Text());
    }

    [Fact]
    public void A_source_that_throws_costs_its_own_families_and_is_reported_once()
    {
        var kept = PrometheusFamily.Gauge("kept");
        kept.AddSeries().Set(1L);
        var warnings = new List<PrometheusWarning>();
        var broken = new FixedSource(kept) { OnCollect = () => throw new InvalidOperationException("no database") };
        var page = new PrometheusPage(new PrometheusExporterOptions
        {
            OnWarning = warnings.Add,
            Sources = { broken, new FixedSource(kept) },
        });

        Assert.Equal("# TYPE kept gauge\nkept 1\n", page.Text());
        Assert.Equal("# TYPE kept gauge\nkept 1\n", page.Text());
        var warning = Assert.Single(warnings);
        Assert.Equal(PrometheusWarningKind.FamilyFailed, warning.Kind);
        Assert.Contains("no database", warning.Message);
    }

    [Fact]
    public void A_listener_of_warnings_that_throws_costs_nothing()
    {
        using var page = new PageUnderTest(options => options.OnWarning = _ => throw new InvalidOperationException());
        page.Meter.CreateGauge<int>("g").Record(1);
        page.AddMeter("2").CreateHistogram<int>("g").Record(1);

        Assert.Equal("# TYPE g gauge\ng 1\n", page.Text());
    }

    [Theory]
    [InlineData(PrometheusExposition.Text004)]
    [InlineData(PrometheusExposition.OpenMetrics100)]
    [InlineData(PrometheusExposition.Protobuf)]
    public void A_page_over_the_limit_is_refused_and_nothing_is_written(PrometheusExposition exposition)
    {
        using var page = new PageUnderTest(options => options.MaxScrapeResponseSizeBytes = 1024);
        var gauge = page.Meter.CreateGauge<int>("g");
        gauge.Record(1, new KeyValuePair<string, object?>("a", "short"));
        Assert.NotEmpty(page.Text(exposition));

        gauge.Record(1, new KeyValuePair<string, object?>("a", new string('x', 1024)));
        using var stream = new MemoryStream();

        var refused = Assert.Throws<PrometheusPageTooLargeException>(() => page.Page.Write(stream, new(exposition)));
        Assert.Contains("1024", refused.Message);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void A_label_longer_than_a_chunk_is_written_whole()
    {
        using var page = new PageUnderTest();
        var value = new string('x', 200_000);
        page.Meter.CreateGauge<int>("g").Record(1, new KeyValuePair<string, object?>("a", value));

        Assert.Equal($"# TYPE g gauge\ng{{a=\"{value}\"}} 1\n", page.Text());
    }

    [Fact]
    public void A_page_of_a_disposed_provider_says_so()
    {
        var page = new PageUnderTest();
        page.Dispose();

        var refused = Assert.Throws<InvalidOperationException>(() => page.Text());
        Assert.Contains("disposed", refused.Message);
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new NotSupportedException("cannot be printed");
    }
}
