using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observe.EndToEnd.Harness;
using Observe.Prometheus;
using OpenTelemetry.Metrics;

namespace Observe.EndToEnd.Prometheus;

/// <summary>Where the page is found, in the ways that the community's exporter has too.</summary>
public sealed class EndpointMappingTests
{
    [Fact]
    public async Task A_provider_that_is_given_is_mapped_at_the_path_of_its_options()
    {
        using var provider = Provider("given", options => options.ScrapeEndpointPath = "own/path");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound),
            await AnswersAsync(app => app.MapPrometheusScrapingEndpoint(null, provider, null, null), "/own/path", "/metrics"));
    }

    [Fact]
    public async Task A_page_without_a_provider_is_mapped_at_its_path()
    {
        var page = new PrometheusPage(new PrometheusExporterOptions());

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound),
            await AnswersAsync(app => app.MapPrometheusScrapingEndpoint("/page", page), "/page", "/metrics"));
    }

    [Fact]
    public async Task Middleware_answers_at_its_path_or_where_a_predicate_says()
    {
        using var provider = Provider("middleware", _ => { });

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound),
            await AnswersAsync(app => app.UseOpenTelemetryPrometheusScrapingEndpoint(), "/metrics", "/other", provider));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound),
            await AnswersAsync(app => app.UseOpenTelemetryPrometheusScrapingEndpoint("here"), "/here", "/metrics", provider));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound),
            await AnswersAsync(
                app => app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.QueryString.HasValue), "/any?x", "/metrics", provider));
    }

    [Fact]
    public void A_provider_without_the_exporter_is_refused_with_what_to_do()
    {
        using var provider = OpenTelemetry.Sdk.CreateMeterProviderBuilder().Build();

        Assert.Contains("AddPrometheusExporter()", Assert.Throws<ArgumentException>(() => PrometheusPage.Of(provider)).Message);
    }

    private static MeterProvider Provider(string meter, Action<PrometheusAspNetCoreOptions> configure) =>
        OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter(meter).AddPrometheusExporter(configure).Build();

    private static async Task<(HttpStatusCode First, HttpStatusCode Second)> AnswersAsync(
        Action<WebApplication> map, string first, string second, MeterProvider? provider = null)
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        if (provider is not null)
        {
            builder.Services.AddSingleton(provider);
        }

        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        using var client = new HttpClient();
        using var firstAnswer = await client.GetAsync(new Uri(address + first));
        using var secondAnswer = await client.GetAsync(new Uri(address + second));
        return (firstAnswer.StatusCode, secondAnswer.StatusCode);
    }
}
