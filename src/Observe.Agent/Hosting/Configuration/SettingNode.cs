namespace Observe.Agent.Hosting.Configuration;

/// <summary>What one layer (file, environment, flags) says, as a tree, before any option was looked at.</summary>
internal sealed class SettingNode(SettingKind kind, Origin origin, string text = "")
{
    public SettingKind Kind { get; } = kind;

    public Origin Origin { get; } = origin;

    /// <summary>The value as it was written, when this is no list and no object.</summary>
    public string Text { get; } = text;

    public List<SettingNode> Items { get; } = [];

    /// <summary>Keys in the order and the case in which they were written; they are compared without case.</summary>
    public List<KeyValuePair<string, SettingNode>> Members { get; } = [];

    public bool IsScalar => Kind is not (SettingKind.List or SettingKind.Object);

    public SettingNode? Find(string key)
    {
        foreach (var (name, node) in Members)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return node;
            }
        }

        return null;
    }

    public void Add(string key, SettingNode node) => Members.Add(new(key, node));
}
