using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Observe.Prometheus.Sdk;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus;

/// <summary>Adds the exporter to a MeterProvider.</summary>
public static class PrometheusExporterMeterProviderBuilderExtensions
{
    /// <summary>Adds the exporter with options from dependency injection or the defaults.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddPrometheusExporter(this MeterProviderBuilder builder) =>
        AddPrometheusExporter(builder, name: null, configure: null);

    /// <summary>Adds the exporter.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddPrometheusExporter(
        this MeterProviderBuilder builder, Action<PrometheusAspNetCoreOptions> configure) =>
        AddPrometheusExporter(builder, name: null, configure);

    /// <summary>Adds the exporter with named options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name of the options; null for the unnamed ones.</param>
    /// <param name="configure">Sets the options; may be null.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static MeterProviderBuilder AddPrometheusExporter(
        this MeterProviderBuilder builder, string? name, Action<PrometheusAspNetCoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= Options.DefaultName;
        if (configure is not null)
        {
            builder.ConfigureServices(services => services.Configure(name, configure));
        }

        return builder.AddReader(services =>
        {
            var options = services.GetRequiredService<IOptionsMonitor<PrometheusAspNetCoreOptions>>().Get(name);
            return new BaseExportingMetricReader(new PrometheusExporter(options))
            {
                TemporalityPreference = MetricReaderTemporalityPreference.Cumulative,
            };
        });
    }
}
