using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Observe.Prometheus.Http;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus;

/// <summary>Maps the endpoint that Prometheus scrapes.</summary>
public static class PrometheusExporterEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the page of the MeterProvider that dependency injection has, at
    /// <see cref="PrometheusAspNetCoreOptions.ScrapeEndpointPath"/>.
    /// </summary>
    /// <param name="endpoints">The routes.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    /// <exception cref="InvalidOperationException">No MeterProvider is registered.</exception>
    /// <exception cref="ArgumentException">The MeterProvider has no Prometheus exporter.</exception>
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(this IEndpointRouteBuilder endpoints) =>
        MapPrometheusScrapingEndpoint(endpoints, path: null, meterProvider: null, configureBranchedPipeline: null, optionsName: null);

    /// <summary>Maps the page of the MeterProvider that dependency injection has.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    /// <exception cref="InvalidOperationException">No MeterProvider is registered.</exception>
    /// <exception cref="ArgumentException">The MeterProvider has no Prometheus exporter.</exception>
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(this IEndpointRouteBuilder endpoints, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return MapPrometheusScrapingEndpoint(endpoints, path, meterProvider: null, configureBranchedPipeline: null, optionsName: null);
    }

    /// <summary>Maps the page of a MeterProvider.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path; null for that of the options.</param>
    /// <param name="meterProvider">The provider; null for the one that dependency injection has.</param>
    /// <param name="configureBranchedPipeline">Adds middleware before the endpoint; may be null.</param>
    /// <param name="optionsName">The name of the options to take the path from; null for those of the exporter.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    /// <exception cref="InvalidOperationException">No provider is given and none is registered.</exception>
    /// <exception cref="ArgumentException">The provider has no Prometheus exporter.</exception>
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(
        this IEndpointRouteBuilder endpoints,
        string? path,
        MeterProvider? meterProvider,
        Action<IApplicationBuilder>? configureBranchedPipeline,
        string? optionsName)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var page = PrometheusPage.Of(meterProvider ?? endpoints.ServiceProvider.GetRequiredService<MeterProvider>());
        path ??= ScrapePath.Of(page, optionsName, endpoints.ServiceProvider);
        return Map(endpoints, path, page, configureBranchedPipeline);
    }

    /// <summary>Maps a page, such as one without any MeterProvider.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path.</param>
    /// <param name="page">The page.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(
        this IEndpointRouteBuilder endpoints, string path, PrometheusPage page)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(page);
        return Map(endpoints, path, page, configureBranchedPipeline: null);
    }

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder endpoints, string path, PrometheusPage page, Action<IApplicationBuilder>? configureBranchedPipeline)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        configureBranchedPipeline?.Invoke(pipeline);
        pipeline.Run(new ScrapeEndpoint(page).AnswerAsync);
        return endpoints.Map(ScrapePath.Rooted(path), pipeline.Build()).WithDisplayName("Prometheus scraping endpoint");
    }
}
