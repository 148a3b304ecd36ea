using Observe.Prometheus.Labels;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Pages;

/// <summary>A meter as the <c>otel_scope_*</c> attributes of its metrics' series.</summary>
internal static class ScopeAttributes
{
    private const string Prefix = "otel_scope_";
    private const string NameKey = Prefix + "name";
    private const string VersionKey = Prefix + "version";
    private const string SchemaUrlKey = Prefix + "schema_url";

    public static List<KeyValuePair<string, object?>> Of(Metric metric, LabelTranslation labels)
    {
        var attributes = new List<KeyValuePair<string, object?>>();
        AddUnlessEmpty(attributes, NameKey, metric.MeterName);
        AddUnlessEmpty(attributes, VersionKey, metric.MeterVersion);
        AddUnlessEmpty(attributes, SchemaUrlKey, metric.MeterSchemaUrl);
        var own = new[] { labels.Name(NameKey), labels.Name(VersionKey), labels.Name(SchemaUrlKey) };
        foreach (var (key, value) in metric.MeterTags ?? [])
        {
            if (!own.Contains(labels.Name(Prefix + key)))
            {
                attributes.Add(new(Prefix + key, value));
            }
        }

        return attributes;
    }

    private static void AddUnlessEmpty(List<KeyValuePair<string, object?>> attributes, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            attributes.Add(new(key, value));
        }
    }
}
