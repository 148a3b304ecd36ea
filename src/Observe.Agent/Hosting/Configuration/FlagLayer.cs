namespace Observe.Agent.Hosting.Configuration;

/// <summary>The flags as the topmost layer of the configuration.</summary>
internal static class FlagLayer
{
    public static SettingNode Read(ConfigurationFlags flags)
    {
        var root = new SettingNode(SettingKind.Object, new Origin(OriginKind.Flag));
        if (flags.Watch is { } watch)
        {
            var origin = new Origin(OriginKind.Flag, "--watch");
            var list = new SettingNode(SettingKind.List, origin);
            list.Items.AddRange(watch.Select(glob => new SettingNode(SettingKind.Text, origin, glob)));
            root.Add("watch", list);
        }

        AddText(root, "data", "--data", flags.Data);
        AddText(root, "listen", "--listen", flags.Listen);
        return root;
    }

    private static void AddText(SettingNode root, string key, string flag, string? value)
    {
        if (value is not null)
        {
            root.Add(key, new SettingNode(SettingKind.Text, new Origin(OriginKind.Flag, flag), value));
        }
    }
}
