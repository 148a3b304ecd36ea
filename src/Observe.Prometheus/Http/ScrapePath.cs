using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Observe.Prometheus.Http;

/// <summary>The path of a scraping endpoint.</summary>
internal static class ScrapePath
{
    /// <summary>The path of named options, or else of those that the page's exporter has.</summary>
    public static string Of(PrometheusPage page, string? optionsName, IServiceProvider services)
    {
        var options = optionsName is null
            ? page.Options as PrometheusAspNetCoreOptions
            : services.GetRequiredService<IOptionsMonitor<PrometheusAspNetCoreOptions>>().Get(optionsName);
        return options?.ScrapeEndpointPath ?? PrometheusAspNetCoreOptions.DefaultScrapeEndpointPath;
    }

    public static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;
}
