using System.Collections;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>
/// One value in force, as the user would write it, and where it was given. <c>Kind</c> is how it stands in JSON; a list of plain
/// values is one setting with <c>Values</c>.
/// </summary>
internal sealed record SettingInForce(string Key, SettingKind Kind, IReadOnlyList<string> Values, Origin Origin)
{
    public static IEnumerable<SettingInForce> All(LoadedConfiguration configuration) =>
        Below(configuration.Options, "", configuration.Origins);

    private static IEnumerable<SettingInForce> Below(object options, string parent, IReadOnlyDictionary<string, Origin> origins) =>
        OptionKey.Properties(options.GetType())
            .SelectMany(p => Of(p.PropertyType, p.Name, p.GetValue(options), OptionKey.Join(parent, OptionKey.Of(p.Name)), origins));

    private static IEnumerable<SettingInForce> Of(
        Type type, string name, object? value, string key, IReadOnlyDictionary<string, Origin> origins)
    {
        if (ScalarType.Of(type, name) is { } scalar)
        {
            var kind = value is null ? SettingKind.Null : scalar == ScalarType.Size ? SettingKind.Text : scalar.Json;
            var text = value is null ? "null" : Secret.Redact(key, scalar.Format(value));
            return [new(key, text == Secret.Redacted ? SettingKind.Text : kind, [text], OriginOf(key, origins))];
        }

        if (OptionKey.ItemOf(type, out var isDictionary) is not { } item)
        {
            return value is null ? [] : Below(value, key, origins);
        }

        if (isDictionary)
        {
            var entries = (IDictionary?)value ?? new Hashtable();
            return entries.Keys.Cast<string>()
                .Order(StringComparer.Ordinal)
                .SelectMany(entry => Of(item, name, entries[entry], OptionKey.Join(key, entry), origins));
        }

        var items = ((IEnumerable?)value ?? Array.Empty<object>()).Cast<object>().ToList();
        return ScalarType.Of(item, name) is { } of
            ? [new(key, SettingKind.List, [.. items.Select(i => Secret.Redact(key, of.Format(i)))], OriginOf(key, origins))]
            : items.SelectMany((each, i) => Of(item, name, each, $"{key}[{i}]", origins));
    }

    /// <summary>What stands in a list was given where the list was given.</summary>
    private static Origin OriginOf(string key, IReadOnlyDictionary<string, Origin> origins)
    {
        if (origins.TryGetValue(key, out var origin))
        {
            return origin;
        }

        var bracket = key.LastIndexOf('[');
        return bracket < 0 ? default : OriginOf(key[..bracket], origins);
    }
}
