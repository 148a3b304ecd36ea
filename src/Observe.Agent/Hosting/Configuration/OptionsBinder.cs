using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>
/// Sets options from the tree of one layer, strictly: every fault is collected, none stops the reading. Bind the layers in
/// rising order; a list replaces the list of the layers below it as a whole.
/// </summary>
internal sealed class OptionsBinder(Type root, List<ConfigurationFault> faults)
{
    private const int MaxShown = 100;

    private readonly Dictionary<string, Origin> _origins = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where each value in force was given; a key that is missing has its default.</summary>
    public IReadOnlyDictionary<string, Origin> Origins => _origins;

    public void Bind(object options, SettingNode layer) => BindMembers(options, layer, "");

    private void BindMembers(object options, SettingNode node, string parent)
    {
        var properties = OptionKey.Properties(options.GetType());
        foreach (var (name, given) in node.Members)
        {
            var property = properties.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

            // Variables are written in capitals for their own sake; their origin shows them as they are.
            var isVariable = given.Origin.Kind == OriginKind.Environment;
            var key = OptionKey.Join(parent, isVariable && property is not null ? OptionKey.Of(property.Name) : name);
            if (property is null)
            {
                faults.Add(Unknown(key, name, given, properties));
            }
            else if (Read(property, given, key, property.GetValue(options)) is { } value && property.CanWrite)
            {
                property.SetValue(options, value);
            }
        }
    }

    private object? Read(PropertyInfo property, SettingNode node, string key, object? current)
    {
        var range = OptionRange.Of(property);
        return Read(property.PropertyType, property.Name, range, node, key, current);
    }

    private object? Read(Type type, string name, OptionRange? range, SettingNode node, string key, object? current)
    {
        if (ScalarType.Of(type, name) is { } scalar)
        {
            return ReadScalar(type, scalar, range, node, key);
        }

        if (OptionKey.ItemOf(type, out var isDictionary) is { } item)
        {
            return isDictionary ? ReadDictionary(item, name, range, node, key, (IDictionary?)current) : ReadList(type, item, name, range, node, key);
        }

        if (node.Kind != SettingKind.Object)
        {
            faults.Add(Wrong(key, node, $"keys below it: {string.Join(", ", OptionKey.Properties(type).Select(p => OptionKey.Of(p.Name)))}"));
            return null;
        }

        var options = current ?? Activator.CreateInstance(type)!;
        BindMembers(options, node, key);
        return options;
    }

    private object? ReadScalar(Type type, ScalarType scalar, OptionRange? range, SettingNode node, string key)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var takes = node.Kind == SettingKind.Text || node.Kind == scalar.Json;
        var value = takes ? scalar.Read(node.Text) : null;
        if (value is long number && type == typeof(int))
        {
            value = number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
        }

        if (value is null || range?.Holds(value) == false)
        {
            faults.Add(Wrong(key, node, range is null ? scalar.Noun : $"{scalar.Noun}, {range.Describe(scalar)}"));
            return null;
        }

        _origins[key] = node.Origin;
        return value;
    }

    private object? ReadList(Type type, Type item, string name, OptionRange? range, SettingNode node, string key)
    {
        if (ItemsOf(node) is not { } items)
        {
            var how = node.Origin.Kind == OriginKind.Environment ? $"a list: {node.Origin.Name}__0, {node.Origin.Name}__1 …" : "a list, [ … ]";
            faults.Add(Wrong(key, node, how));
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (var i = 0; i < items.Count; i++)
        {
            var at = $"{key}[{i}]";
            if (Read(item, name, range, items[i], at, current: null) is { } value)
            {
                list.Add(value);
                AskRequired(value, items[i], at);
            }
        }

        foreach (var replaced in _origins.Keys.Where(k => k.StartsWith(key + "[", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            _origins.Remove(replaced);
        }

        _origins[key] = node.Origin;
        if (!type.IsArray)
        {
            return list;
        }

        var array = Array.CreateInstance(item, list.Count);
        list.CopyTo(array, 0);
        return array;
    }

    private IDictionary? ReadDictionary(Type item, string name, OptionRange? range, SettingNode node, string key, IDictionary? current)
    {
        if (node.Kind != SettingKind.Object)
        {
            faults.Add(Wrong(key, node, "an object with a key for each name, { … }"));
            return null;
        }

        var type = typeof(Dictionary<,>).MakeGenericType(typeof(string), item);
        var values = (IDictionary)Activator.CreateInstance(type, StringComparer.OrdinalIgnoreCase)!;
        foreach (DictionaryEntry entry in current ?? values)
        {
            values[entry.Key] = entry.Value;
        }

        foreach (var (given, below) in node.Members)
        {
            var at = OptionKey.Join(key, given);
            if (Read(item, name, range, below, at, values[given]) is { } value)
            {
                values[given] = value;
                AskRequired(value, below, at);
            }
        }

        return values;
    }

    private void AskRequired(object value, SettingNode node, string key)
    {
        if (node.Kind != SettingKind.Object || value is ICollection)
        {
            return;
        }

        foreach (var property in OptionKey.Properties(value.GetType()))
        {
            if (property.IsDefined(typeof(RequiredAttribute)) && property.GetValue(value) is null or "" && node.Find(property.Name) is null)
            {
                faults.Add(new(OptionKey.Join(key, OptionKey.Of(property.Name)), node.Origin, "is missing and has no default"));
            }
        }
    }

    /// <summary>The items of a list; in the environment a list is keys that are numbers.</summary>
    private static List<SettingNode>? ItemsOf(SettingNode node)
    {
        if (node.Kind == SettingKind.List)
        {
            return node.Items;
        }

        var indexed = new SortedList<int, SettingNode>();
        foreach (var (name, item) in node.Members)
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !indexed.TryAdd(index, item))
            {
                return null;
            }
        }

        return node.Kind == SettingKind.Object && node.Origin.Kind == OriginKind.Environment ? [.. indexed.Values] : null;
    }

    private ConfigurationFault Unknown(string key, string name, SettingNode node, PropertyInfo[] properties)
    {
        var siblings = properties.Select(p => OptionKey.Of(p.Name)).ToList();
        var parent = key[..(key.Length - name.Length)];
        var nearest = NearestName.Among(siblings, name) is { } sibling ? parent + sibling : Elsewhere(name);
        var known = nearest is null ? $"expected one of {string.Join(", ", siblings)}" : $"did you mean {nearest}?";
        return new(key, node.Origin, $"unknown key; {known}");
    }

    /// <summary>A key that was written at the wrong depth.</summary>
    private string? Elsewhere(string name) =>
        OptionKey.All(root).FirstOrDefault(k => k.Length > name.Length && k.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));

    private static ConfigurationFault Wrong(string key, SettingNode node, string expected)
    {
        var given = node.Kind switch
        {
            SettingKind.List => "a list",
            SettingKind.Object => "an object",
            SettingKind.Text => $"\"{Shown(key, node.Text)}\"",
            _ => Shown(key, node.Text),
        };
        return new(key, node.Origin, $"expected {expected}; got {given}");
    }

    private static string Shown(string key, string text)
    {
        var shown = Secret.Redact(key, text);
        shown = shown.Length > MaxShown ? shown[..MaxShown] + "…" : shown;
        return string.Concat(shown.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
    }
}
