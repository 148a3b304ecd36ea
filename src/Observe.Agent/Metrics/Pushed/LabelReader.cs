using System.Text;
using Observe.Agent.Records.Otlp.Views;
using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Makes labels of attributes, within the limits. Allocates: used where a series is met for the first time.</summary>
internal sealed class LabelReader(SeriesOptions options)
{
    public const string Job = "job";
    public const string Instance = "instance";
    public const string Overflow = "otel_metric_overflow";

    private const string Scope = "otel_scope_";

    /// <summary>The labels of a resource: what Prometheus would have given a scraped app.</summary>
    public static List<KeyValuePair<string, string>> OfResource(OtlpAttributes attributes)
    {
        var name = Text(attributes, "service.name"u8);
        var space = Text(attributes, "service.namespace"u8);
        var instance = Text(attributes, "service.instance.id"u8);
        name = name.Length == 0 ? "unknown_service" : name;
        List<KeyValuePair<string, string>> labels = [new(Job, space.Length == 0 ? name : $"{space}/{name}")];
        if (instance.Length > 0)
        {
            labels.Add(new(Instance, instance));
        }

        return labels;
    }

    /// <summary>What a resource says beside its name: the labels of <c>target_info</c>. What is over a limit is left out.</summary>
    public List<KeyValuePair<string, string>> OfTarget(OtlpAttributes attributes)
    {
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var attribute in attributes)
        {
            var isName = attribute.Key.SequenceEqual("service.name"u8) || attribute.Key.SequenceEqual("service.namespace"u8)
                || attribute.Key.SequenceEqual("service.instance.id"u8);
            if (!isName && labels.Count < options.MaxLabels)
            {
                Add(attribute, "", labels);
            }
        }

        return labels;
    }

    public Refusal OfScope(OtlpScopeGroup group, List<KeyValuePair<string, string>> labels)
    {
        var scope = new OtlpScope(group.Scope);
        var refusal = AddText(Scope + "name", scope.Name, labels);
        refusal = refusal == Refusal.None ? AddText(Scope + "version", scope.Version, labels) : refusal;
        refusal = refusal == Refusal.None ? AddText(Scope + "schema_url", group.SchemaUrl, labels) : refusal;
        return refusal == Refusal.None ? Of(scope.Attributes, labels, Scope) : refusal;
    }

    /// <summary>Appends the attributes of a point. <c>job</c> and <c>instance</c> are the resource's alone.</summary>
    public Refusal Of(OtlpAttributes attributes, List<KeyValuePair<string, string>> labels, string prefix = "")
    {
        foreach (var attribute in attributes)
        {
            if (prefix.Length == 0 && (attribute.Key.SequenceEqual("job"u8) || attribute.Key.SequenceEqual("instance"u8)))
            {
                continue;
            }

            var refusal = labels.Count >= options.MaxLabels ? Refusal.TooManyLabels : Add(attribute, prefix, labels);
            if (refusal != Refusal.None)
            {
                return refusal;
            }
        }

        return Refusal.None;
    }

    private static string Text(OtlpAttributes attributes, ReadOnlySpan<byte> key) =>
        attributes.TryGet(key, out var value) && value.Bytes.Length <= Limits.MaxNameBytes ? PrometheusSeries.LabelText(value.ToObject()) : "";

    private Refusal Add(OtlpAttribute attribute, string prefix, List<KeyValuePair<string, string>> labels)
    {
        var value = attribute.Value;
        if (attribute.Key.Length > options.MaxLabelNameBytes || value.Bytes.Length > options.MaxLabelValueBytes)
        {
            return Refusal.LabelTooLong;
        }

        var text = PrometheusSeries.LabelText(value.ToObject());
        if (text.Length > options.MaxLabelValueBytes)
        {
            return Refusal.LabelTooLong;
        }

        // To Prometheus a label without a value is none.
        if (text.Length > 0)
        {
            labels.Add(new(prefix + Encoding.UTF8.GetString(attribute.Key), text));
        }

        return Refusal.None;
    }

    private Refusal AddText(string key, ReadOnlySpan<byte> value, List<KeyValuePair<string, string>> labels)
    {
        if (value.Length > options.MaxLabelValueBytes)
        {
            return Refusal.LabelTooLong;
        }

        if (!value.IsEmpty)
        {
            labels.Add(new(key, Encoding.UTF8.GetString(value)));
        }

        return Refusal.None;
    }
}
