using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Tests.Conformance;

/// <summary>A meter, its provider and its page, with scope labels off unless a test is about them.</summary>
internal sealed class PageUnderTest : IDisposable
{
    private static int s_count;

    private readonly MeterProvider _provider;
    private readonly List<Meter> _meters = [];
    private readonly string _prefix = $"conformance{Interlocked.Increment(ref s_count)}.";

    public PageUnderTest(
        Action<PrometheusAspNetCoreOptions>? configure = null,
        Action<MeterProviderBuilder>? build = null,
        params KeyValuePair<string, object>[] resource)
    {
        _provider = Pages.Provider(
            _prefix + "*",
            options =>
            {
                options.ScopeInfoEnabled = false;
                options.OnWarning = Warnings.Add;
                configure?.Invoke(options);
            },
            build,
            resource);
        Page = PrometheusPage.Of(_provider);
        Meter = AddMeter();
    }

    public Meter Meter { get; }

    public PrometheusPage Page { get; }

    public List<PrometheusWarning> Warnings { get; } = [];

    public Meter AddMeter(string? version = null, IEnumerable<KeyValuePair<string, object?>>? tags = null, string? schemaUrl = null)
    {
        var meter = new Meter(new MeterOptions(_prefix + "meter")
        {
            Version = version,
            Tags = tags,
            TelemetrySchemaUrl = schemaUrl,
        });
        _meters.Add(meter);
        return meter;
    }

    /// <summary>The page, with the meter's name as <c>meter</c> whatever number it has.</summary>
    public string Text(PrometheusExposition exposition = default, PrometheusEscapingScheme escaping = default) =>
        Page.Text(new PrometheusFormat(exposition, escaping)).Replace(_prefix, "");

    /// <summary>The page without its creation times, which are the clock's.</summary>
    public string OpenMetrics() =>
        string.Concat(Text(PrometheusExposition.OpenMetrics100).Split('\n').Where(line => !line.Contains("_created")).Select(line => line + "\n"))[..^1];

    public void Dispose()
    {
        _provider.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }
}
