using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Observe.Prometheus.Http;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus;

/// <summary>Adds the scraping endpoint as middleware, for applications without endpoint routing.</summary>
public static class PrometheusExporterApplicationBuilderExtensions
{
    /// <summary>
    /// Answers at <see cref="PrometheusAspNetCoreOptions.ScrapeEndpointPath"/> with the page of the MeterProvider that dependency
    /// injection has.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException">No MeterProvider is registered.</exception>
    /// <exception cref="ArgumentException">The MeterProvider has no Prometheus exporter.</exception>
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(this IApplicationBuilder app) =>
        UseOpenTelemetryPrometheusScrapingEndpoint(app, null, null, null, null, null);

    /// <summary>Answers at a path with the page of the MeterProvider that dependency injection has.</summary>
    /// <param name="app">The application.</param>
    /// <param name="path">The path.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException">No MeterProvider is registered.</exception>
    /// <exception cref="ArgumentException">The MeterProvider has no Prometheus exporter.</exception>
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(this IApplicationBuilder app, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return UseOpenTelemetryPrometheusScrapingEndpoint(app, null, null, path, null, null);
    }

    /// <summary>Answers requests that a predicate selects with the page of the MeterProvider that dependency injection has.</summary>
    /// <param name="app">The application.</param>
    /// <param name="predicate">Selects the requests.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException">No MeterProvider is registered.</exception>
    /// <exception cref="ArgumentException">The MeterProvider has no Prometheus exporter.</exception>
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(
        this IApplicationBuilder app, Func<HttpContext, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return UseOpenTelemetryPrometheusScrapingEndpoint(app, null, predicate, null, null, null);
    }

    /// <summary>Answers requests with the page of a MeterProvider.</summary>
    /// <param name="app">The application.</param>
    /// <param name="meterProvider">The provider; null for the one that dependency injection has.</param>
    /// <param name="predicate">Selects the requests; null for all of the path. With a predicate and no path, any path will do.</param>
    /// <param name="path">The path; null for that of the options, unless there is a predicate.</param>
    /// <param name="configureBranchedPipeline">Adds middleware before the endpoint; may be null.</param>
    /// <param name="optionsName">The name of the options to take the path from; null for those of the exporter.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException">No provider is given and none is registered.</exception>
    /// <exception cref="ArgumentException">The provider has no Prometheus exporter.</exception>
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(
        this IApplicationBuilder app,
        MeterProvider? meterProvider,
        Func<HttpContext, bool>? predicate,
        string? path,
        Action<IApplicationBuilder>? configureBranchedPipeline,
        string? optionsName)
    {
        ArgumentNullException.ThrowIfNull(app);
        var page = PrometheusPage.Of(meterProvider ?? app.ApplicationServices.GetRequiredService<MeterProvider>());
        if (predicate is null)
        {
            path ??= ScrapePath.Of(page, optionsName, app.ApplicationServices);
        }

        var endpoint = new ScrapeEndpoint(page);
        return app.MapWhen(
            context => (path is null || context.Request.Path.Equals(ScrapePath.Rooted(path))) && (predicate is null || predicate(context)),
            branch =>
            {
                configureBranchedPipeline?.Invoke(branch);
                branch.Run(endpoint.AnswerAsync);
            });
    }
}
