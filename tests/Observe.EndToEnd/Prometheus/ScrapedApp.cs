using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observe.EndToEnd.Harness;
using Observe.Prometheus;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Observe.EndToEnd.Prometheus;

/// <summary>A web application with a meter and the exporter's endpoint, on a free port; it remembers what it was asked.</summary>
internal sealed class ScrapedApp : IAsyncDisposable
{
    private static int s_count;

    private readonly WebApplication _app;
    private readonly MeterProvider _provider;

    private ScrapedApp(Action<PrometheusAspNetCoreOptions> configure, Action<MeterProviderBuilder> build)
    {
        Meter = new Meter($"app{Interlocked.Increment(ref s_count)}");
        var metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("shop", serviceInstanceId: "1"))
            .AddMeter(Meter.Name)
            .AddPrometheusExporter(options =>
            {
                options.ScopeInfoEnabled = false;
                options.ScrapeResponseCacheDurationMilliseconds = 0;
                configure(options);
            });
        build(metrics);
        _provider = metrics.Build();
        Target = $"127.0.0.1:{FreePort.Find()}";

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://" + Target);
        builder.Services.AddSingleton(_provider);
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            await next();
            Asked.Enqueue((context.Request.Headers.Accept.ToString(), context.Response.ContentType ?? ""));
        });
        _app.MapPrometheusScrapingEndpoint();
    }

    public Meter Meter { get; }

    public string Target { get; }

    public PrometheusPage Page => PrometheusPage.Of(_provider);

    /// <summary>Of each request the Accept header and the Content-Type it was answered with.</summary>
    public ConcurrentQueue<(string Accept, string ContentType)> Asked { get; } = new();

    public static async Task<ScrapedApp> StartAsync(
        Action<PrometheusAspNetCoreOptions>? configure = null, Action<MeterProviderBuilder>? build = null)
    {
        var app = new ScrapedApp(configure ?? (_ => { }), build ?? (_ => { }));
        await app._app.StartAsync();
        return app;
    }

    public HttpClient Client() => new() { BaseAddress = new Uri("http://" + Target), Timeout = TimeSpan.FromSeconds(60) };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _provider.Dispose();
        Meter.Dispose();
    }
}
