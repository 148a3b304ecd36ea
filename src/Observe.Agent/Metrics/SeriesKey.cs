using System.Text.Json;

namespace Observe.Agent.Metrics;

/// <summary>A metric's name with its attributes in the order the metric always gives them. Equal by content.</summary>
internal sealed class SeriesKey : IEquatable<SeriesKey>
{
    public SeriesKey(string metric, params KeyValuePair<string, string>[] attributes)
    {
        Metric = metric;
        Attributes = attributes;
        AttributesText = JsonSerializer.Serialize(Flatten(attributes), TextListJson.Default.StringArray);
    }

    public string Metric { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; }

    /// <summary>The attributes as a JSON array of names and values in turn; the form in which they are stored.</summary>
    public string AttributesText { get; }

    /// <summary>The value of an attribute; empty when there is none of that name.</summary>
    public string this[string attribute]
    {
        get
        {
            foreach (var (name, value) in Attributes)
            {
                if (name == attribute)
                {
                    return value;
                }
            }

            return "";
        }
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="JsonException">The text is not that form.</exception>
    public static SeriesKey Parse(string metric, string attributesText)
    {
        var flat = JsonSerializer.Deserialize(attributesText, TextListJson.Default.StringArray) ?? throw new JsonException("null");
        if (flat.Length % 2 != 0)
        {
            throw new JsonException("a name without a value");
        }

        var attributes = new KeyValuePair<string, string>[flat.Length / 2];
        for (var i = 0; i < attributes.Length; i++)
        {
            attributes[i] = new(flat[i * 2], flat[(i * 2) + 1]);
        }

        return new SeriesKey(metric, attributes);
    }

    public bool Equals(SeriesKey? other) => other is not null && Metric == other.Metric && AttributesText == other.AttributesText;

    public override bool Equals(object? obj) => Equals(obj as SeriesKey);

    public override int GetHashCode() => HashCode.Combine(Metric, AttributesText);

    private static string[] Flatten(KeyValuePair<string, string>[] attributes)
    {
        var flat = new string[attributes.Length * 2];
        for (var i = 0; i < attributes.Length; i++)
        {
            (flat[i * 2], flat[(i * 2) + 1]) = (attributes[i].Key, attributes[i].Value);
        }

        return flat;
    }
}
