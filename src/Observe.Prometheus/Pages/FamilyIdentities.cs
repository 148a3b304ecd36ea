using Observe.Prometheus.Labels;
using Observe.Prometheus.Naming;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Pages;

/// <summary>Tells what metrics of the SDK and families of sources are on a page of one format.</summary>
internal sealed class FamilyIdentities(PrometheusFormat format, PrometheusExporterOptions options, LabelTranslation labels)
{
    public FamilyIdentity Of(PrometheusFamily family)
    {
        var type = family.Kind switch
        {
            PrometheusFamilyKind.Counter => FamilyType.Counter,
            PrometheusFamilyKind.Histogram or PrometheusFamilyKind.ExponentialHistogram => FamilyType.Histogram,
            PrometheusFamilyKind.Summary => FamilyType.Summary,
            PrometheusFamilyKind.Info => FamilyType.Info,
            _ => FamilyType.Gauge,
        };
        var isGauge = family.Kind == PrometheusFamilyKind.Gauge;
        var name = FamilyName.Of(family.Name, family.Unit, type, isGauge, format, options);
        return new FamilyIdentity($"'{family.Name}' of a source", name, type, family.Description, []);
    }

    public FamilyIdentity Of(Metric metric, CollectedMetrics collected)
    {
        var type = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => FamilyType.Counter,
            MetricType.Histogram or MetricType.ExponentialHistogram => FamilyType.Histogram,
            _ => FamilyType.Gauge,
        };
        var isGauge = metric.MetricType is MetricType.LongGauge or MetricType.DoubleGauge;
        var name = FamilyName.Of(metric.Name, metric.Unit, type, isGauge, format, options);
        var source = $"'{metric.Name}' of meter '{metric.MeterName}'";
        return new FamilyIdentity(source, name, type, metric.Description, collected.FixedAttributes(metric, labels));
    }
}
