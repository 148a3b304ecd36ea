using System.Text;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Observe.Prometheus.Tests;

/// <summary>Pages as text, and providers whose only meter is the test's own.</summary>
internal static class Pages
{
    public static string Text(this PrometheusPage page, PrometheusFormat format = default)
    {
        using var stream = new MemoryStream();
        page.Write(stream, format);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static MeterProvider Provider(
        string meter,
        Action<PrometheusAspNetCoreOptions>? configure = null,
        Action<MeterProviderBuilder>? build = null,
        params KeyValuePair<string, object>[] resource)
    {
        var builder = global::OpenTelemetry.Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddAttributes(resource))
            .AddMeter(meter)
            .AddPrometheusExporter(configure ?? (_ => { }));
        build?.Invoke(builder);
        return builder.Build();
    }
}
