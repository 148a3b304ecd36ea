using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Labels;

/// <summary>Attributes as labels: names translated and escaped, colliding ones joined, reserved ones dropped.</summary>
internal sealed class LabelTranslation(PrometheusFormat format, PrometheusTranslationStrategy strategy)
{
    private readonly bool _underscores = strategy is PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes
        or PrometheusTranslationStrategy.UnderscoreEscapingWithoutSuffixes;

    private readonly List<(string Name, string Key, string Value)> _scratch = [];

    /// <summary>The name that an attribute of this key has as a label.</summary>
    public string Name(string key)
    {
        if (key.Length == 0)
        {
            return "_";
        }

        var translated = _underscores ? LegacyNames.Translated(key, allowColon: false) : key;
        return NameEscaping.Apply(translated, format.Escaping, allowColon: false);
    }

    /// <summary>
    /// Translates fixed attributes (scope, resource) and a point's own into labels of distinct names.
    /// </summary>
    /// <param name="fixedAttributes">Written first.</param>
    /// <param name="attributes">The point's own.</param>
    /// <param name="reserved">A label that a point's own attribute may not take, such as <c>le</c>; or null.</param>
    /// <param name="labels">Receives the labels.</param>
    /// <returns>Whether an attribute was dropped because its label is reserved.</returns>
    public bool Translate(
        ReadOnlySpan<KeyValuePair<string, object?>> fixedAttributes,
        ReadOnlySpan<KeyValuePair<string, object?>> attributes,
        string? reserved,
        List<Label> labels)
    {
        _scratch.Clear();
        labels.Clear();
        var dropped = Gather(fixedAttributes, reserved) | Gather(attributes, reserved);
        foreach (var (name, _, _) in _scratch)
        {
            if (!labels.Exists(label => label.Name == name))
            {
                labels.Add(new Label(name, Joined(name)));
            }
        }

        return dropped;
    }

    private bool Gather(ReadOnlySpan<KeyValuePair<string, object?>> attributes, string? reserved)
    {
        var dropped = false;
        foreach (var (key, value) in attributes)
        {
            var name = Name(key ?? "");
            if (name == reserved)
            {
                dropped = true;
            }
            else
            {
                _scratch.Add((name, key ?? "", AttributeText.Of(value)));
            }
        }

        return dropped;
    }

    /// <summary>The values under one name, joined with <c>;</c> in the order of their original keys.</summary>
    private string Joined(string name)
    {
        var same = _scratch.FindAll(entry => entry.Name == name);
        return same.Count == 1
            ? same[0].Value
            : string.Join(';', same.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value));
    }
}
