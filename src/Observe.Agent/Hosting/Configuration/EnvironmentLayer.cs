namespace Observe.Agent.Hosting.Configuration;

/// <summary>
/// Reads <c>OBSERVE__TAIL__MAXFILES=100</c>: a double underscore goes one level down, a number is a place in a list.
/// </summary>
internal static class EnvironmentLayer
{
    public const string Prefix = "OBSERVE__";

    private const string Separator = "__";

    public static SettingNode Read(IReadOnlyDictionary<string, string> variables, List<ConfigurationFault> faults)
    {
        var root = new SettingNode(SettingKind.Object, new Origin(OriginKind.Environment));
        foreach (var (name, value) in variables.Where(IsOurs).OrderBy(v => v.Key, StringComparer.OrdinalIgnoreCase))
        {
            Place(root, name, value, faults);
        }

        return root;
    }

    private static bool IsOurs(KeyValuePair<string, string> variable) =>
        variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static void Place(SettingNode node, string name, string value, List<ConfigurationFault> faults)
    {
        var origin = new Origin(OriginKind.Environment, name);
        var path = name[Prefix.Length..].Split(Separator);
        var key = string.Join('.', path);
        if (path.Contains(""))
        {
            faults.Add(new(key, origin, "expected a key on both sides of each double underscore"));
            return;
        }

        foreach (var step in path.AsSpan(0, path.Length - 1))
        {
            var next = node.Find(step);
            if (next is null)
            {
                next = new SettingNode(SettingKind.Object, origin);
                node.Add(step, next);
            }

            if (next.IsScalar)
            {
                faults.Add(new(key, origin, $"{next.Origin} gives a value where this one needs keys below it; unset one of them"));
                return;
            }

            node = next;
        }

        if (node.Find(path[^1]) is { } first)
        {
            faults.Add(new(key, origin, $"{first.Origin} gives the same key; unset one of them"));
            return;
        }

        node.Add(path[^1], new SettingNode(SettingKind.Text, origin, value));
    }
}
