using System.Text.Json;
using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Mutation;

/// <summary>The text of a rule file around one rule, for putting something else in its place.</summary>
internal sealed class RuleSource(string text, Rule rule)
{
    private readonly string[] _lines = text.Split('\n');

    public string WithExpression(string expression)
    {
        var at = LineOf("expr:");
        var indent = Indent(at);
        var end = at + 1;
        while (end < _lines.Length && (_lines[end].Trim().Length == 0 || Indent(end) > indent))
        {
            end++;
        }

        return string.Join('\n', [.. _lines[..at], $"{new string(' ', indent)}expr: {JsonSerializer.Serialize(expression)}", .. _lines[end..]]);
    }

    public string WithTime(string key, string old, string changed)
    {
        var at = LineOf(key + ":");
        return string.Join('\n', [.. _lines[..at], _lines[at].Replace(old, changed, StringComparison.Ordinal), .. _lines[(at + 1)..]]);
    }

    private int LineOf(string key)
    {
        var at = Array.FindIndex(_lines, rule.Line - 1, line => line.TrimStart().StartsWith(key, StringComparison.Ordinal));
        return at >= 0 ? at : throw new InvalidOperationException($"{rule.Where} has no {key}");
    }

    private int Indent(int line) => _lines[line].Length - _lines[line].TrimStart().Length;
}
