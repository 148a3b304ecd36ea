using System.Diagnostics.Metrics;

namespace Observe.Prometheus.Tests;

public sealed class PrometheusPageTests
{
    [Fact]
    public void A_page_shows_what_instruments_of_the_sdk_recorded()
    {
        using var meter = new Meter("shop", "1.2");
        using var provider = Pages.Provider("shop", resource: new KeyValuePair<string, object>("service.name", "checkout"));
        var orders = meter.CreateCounter<long>("shop.orders", "{order}", "Orders placed");
        var duration = meter.CreateHistogram<double>(
            "shop.checkout.duration", "s", "Time to check out", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        orders.Add(3, new KeyValuePair<string, object?>("payment.method", "card"));
        duration.Record(0.05);
        duration.Record(0.5);

        Assert.Equal(
            """
            # HELP target_info Target metadata
            # TYPE target_info gauge
            target_info{service_name="checkout"} 1
            # HELP shop_orders_total Orders placed
            # TYPE shop_orders_total counter
            shop_orders_total{otel_scope_name="shop",otel_scope_version="1.2",payment_method="card"} 3
            # HELP shop_checkout_duration_seconds Time to check out
            # TYPE shop_checkout_duration_seconds histogram
            shop_checkout_duration_seconds_bucket{otel_scope_name="shop",otel_scope_version="1.2",le="0.1"} 1
            shop_checkout_duration_seconds_bucket{otel_scope_name="shop",otel_scope_version="1.2",le="1"} 2
            shop_checkout_duration_seconds_bucket{otel_scope_name="shop",otel_scope_version="1.2",le="+Inf"} 2
            shop_checkout_duration_seconds_sum{otel_scope_name="shop",otel_scope_version="1.2"} 0.55
            shop_checkout_duration_seconds_count{otel_scope_name="shop",otel_scope_version="1.2"} 2

            """,
            PrometheusPage.Of(provider).Text());
    }

    [Fact]
    public void A_page_of_sources_alone_needs_no_provider()
    {
        var bytes = PrometheusFamily.Counter("observe.log.bytes", "By", "Bytes read");
        var series = bytes.AddSeries(new KeyValuePair<string, object?>("provider", "openai"));
        var options = new PrometheusExporterOptions { Sources = { new FixedSource(bytes) } };
        var page = new PrometheusPage(options);

        Assert.DoesNotContain("openai", page.Text());
        series.Set(4096L);

        Assert.Equal(
            """
            # HELP observe_log_bytes_total Bytes read
            # TYPE observe_log_bytes_total counter
            observe_log_bytes_total{provider="openai"} 4096

            """,
            page.Text());
    }

    [Fact]
    public void Families_of_one_name_from_the_sdk_and_from_sources_are_one_family()
    {
        using var meter = new Meter("mixed");
        var first = PrometheusFamily.Counter("requests", description: "Requests");
        var second = PrometheusFamily.Counter("requests");
        first.AddSeries(new KeyValuePair<string, object?>("from", "first")).Set(1L);
        second.AddSeries(new KeyValuePair<string, object?>("from", "second")).Set(2L);
        using var provider = Pages.Provider("mixed", options =>
        {
            options.ScopeInfoEnabled = false;
            options.Sources.Add(new FixedSource(first));
            options.Sources.Add(new FixedSource(second));
        });
        meter.CreateGauge<int>("between").Record(5);
        meter.CreateCounter<int>("requests").Add(3);

        Assert.Equal(
            """
            # TYPE between gauge
            between 5
            # HELP requests_total Requests
            # TYPE requests_total counter
            requests_total 3
            requests_total{from="first"} 1
            requests_total{from="second"} 2

            """,
            PrometheusPage.Of(provider).Text());
    }
}
