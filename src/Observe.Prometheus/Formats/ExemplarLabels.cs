using Observe.Prometheus.Labels;
using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Formats;

/// <summary>The labels of an exemplar: trace and span id first, then filtered attributes while there is room.</summary>
internal static class ExemplarLabels
{
    /// <summary>The most code points that the names and values of one exemplar's labels may have together.</summary>
    public const int MaxCodePoints = 128;

    private const string TraceId = "trace_id";
    private const string SpanId = "span_id";

    [ThreadStatic]
    private static List<Label>? s_labels;

    public static List<Label> Of(in PointExemplar exemplar)
    {
        var labels = s_labels ??= [];
        labels.Clear();
        var room = MaxCodePoints;
        if (exemplar.TraceId != default)
        {
            Add(labels, TraceId, exemplar.TraceId.ToHexString(), ref room);
        }

        if (exemplar.SpanId != default)
        {
            Add(labels, SpanId, exemplar.SpanId.ToHexString(), ref room);
        }

        foreach (var (key, value) in exemplar.Tags)
        {
            var name = LegacyNames.Translated(key, allowColon: false);
            if (!labels.Exists(label => label.Name == name))
            {
                Add(labels, name, AttributeText.Of(value), ref room);
            }
        }

        return labels;
    }

    private static void Add(List<Label> labels, string name, string value, ref int room)
    {
        var size = CodePoints(name) + CodePoints(value);
        if (size <= room)
        {
            room -= size;
            labels.Add(new Label(name, value));
        }
    }

    private static int CodePoints(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
