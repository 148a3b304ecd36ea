using YamlDotNet.RepresentationModel;

namespace Observe.Stack.Tests.Files;

/// <summary>Reads the rules of a file in their order.</summary>
internal static class RuleReader
{
    public static IEnumerable<Rule> Read(string path, string name)
    {
        var lines = File.ReadAllLines(path);
        return Yaml.Load(path).Child("groups").Items().SelectMany(group =>
            group.Child("rules").Items().Select(rule => Read(rule, lines, name, group.Text("name"))));
    }

    private static Rule Read(YamlNode node, string[] lines, string file, string group)
    {
        var isAlert = node.Child("alert") is not null;
        var line = (int)node.Start.Line;
        return new Rule(
            file,
            group,
            line,
            isAlert,
            node.Text(isAlert ? "alert" : "record"),
            node.Text("expr"),
            node.Text("for"),
            node.Text("keep_firing_for"),
            node.Child("labels").Texts(),
            node.Child("annotations").Texts(),
            CommentAbove(lines, line));
    }

    private static string CommentAbove(string[] lines, int line)
    {
        var comment = lines.Take(line - 1).Reverse().Select(l => l.Trim()).TakeWhile(l => l.StartsWith('#'));
        return string.Join(' ', comment.Reverse().Select(l => l.TrimStart('#').Trim()));
    }
}
