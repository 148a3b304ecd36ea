using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observe.Agent.Tokens.Prices;

/// <summary>The rows of a price table in YAML, as texts by key.</summary>
internal static class YamlPrices
{
    /// <summary>A table needs four; without a limit, a file could be nested until the stack ends.</summary>
    private const int MaxDepth = 16;

    /// <exception cref="FormatException">It is YAML, but no such table.</exception>
    public static IEnumerable<IReadOnlyDictionary<string, string[]>> Rows(string text)
    {
        RefuseDepth(text);
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }] || !root.Children.TryGetValue(new YamlScalarNode("prices"), out var list)
            || list is not YamlSequenceNode rows)
        {
            throw new FormatException("expected \"prices:\" and a list of rows below it");
        }

        return rows.Children.Select(r => Fields(r as YamlMappingNode ?? throw new FormatException($"line {r.Start.Line}: expected a row of prices, as key: value")));
    }

    private static Dictionary<string, string[]> Fields(YamlMappingNode row)
    {
        var fields = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in row.Children)
        {
            fields[Text(key)] = value is YamlSequenceNode list ? [.. list.Children.Select(Text)] : [Text(value)];
        }

        return fields;
    }

    private static string Text(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } ? text : throw new FormatException($"line {node.Start.Line}: expected plain text or a number");

    private static void RefuseDepth(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw new FormatException($"line {parser.Current.Start.Line}: nested too deeply for a table of prices");
            }
        }
    }
}
