using Observe.Prometheus.Labels;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Observe.Prometheus.Pages;

/// <summary>What one collection brought: the SDK's metrics and the sources' families. Reused from one to the next.</summary>
internal sealed class CollectedMetrics(PrometheusExporterOptions options, WarningLog warnings)
{
    private KeyValuePair<string, object?>[] _constantAttributes = [];
    private Resource? _resource;

    public List<Metric> Metrics { get; } = [];

    public List<PrometheusFamily> Families { get; } = [];

    /// <summary>The resource as <c>target_info</c>; null when there is none to show.</summary>
    public PrometheusFamily? Target { get; private set; }

    /// <summary>Asks the sources, each by itself: one that throws costs its own families.</summary>
    public void ReadSources()
    {
        Families.Clear();
        if (Target is not null)
        {
            Families.Add(Target);
        }

        for (var i = 0; i < options.Sources.Count; i++)
        {
            var source = options.Sources[i];
            try
            {
                var families = source.Collect();
                for (var j = 0; j < families.Count; j++)
                {
                    Families.Add(families[j]);
                }
            }
            catch (Exception exception)
            {
                var name = source.GetType().Name;
                warnings.Report(
                    PrometheusWarningKind.FamilyFailed,
                    name,
                    $"The source {name} could not be read and is left out: {exception.GetType().Name}: {exception.Message}");
            }
        }
    }

    public void ReadMetrics(in Batch<Metric> batch)
    {
        Metrics.Clear();
        foreach (var metric in batch)
        {
            Metrics.Add(metric);
        }
    }

    public void Use(Resource resource)
    {
        if (_resource == resource)
        {
            return;
        }

        _resource = resource;
        var attributes = resource.Attributes.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value)).ToArray();
        _constantAttributes = options.ResourceConstantLabels is { } select ? [.. attributes.Where(pair => select(pair.Key))] : [];
        if (options.TargetInfoEnabled && attributes.Length > 0)
        {
            Target = PrometheusFamily.Info("target", "Target metadata");
            Target.AddSeries(attributes).Set(1L);
        }
    }

    /// <summary>What every series of a metric carries: the scope of its meter and the selected resource attributes.</summary>
    public KeyValuePair<string, object?>[] FixedAttributes(Metric metric, LabelTranslation labels) =>
        options.ScopeInfoEnabled ? [.. ScopeAttributes.Of(metric, labels), .. _constantAttributes] : _constantAttributes;
}
