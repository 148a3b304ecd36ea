using System.Text;
using System.Text.RegularExpressions;
using Observe.Agent.Parse.Fields;

namespace Observe.Agent.Parse.Custom;

/// <summary>
/// A regular expression whose named groups are the fields. Matched without backtracking, so that no line takes more than time
/// in proportion to its length; it makes objects for every line, which no other format does.
/// </summary>
internal sealed class RegexHead : ILineHead
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Of a longer line the beginning is matched.</summary>
    private const int MaxBytes = 64 * 1024;

    private readonly Regex _regex;
    private readonly (int Group, FieldKey Key)[] _fields;

    public RegexHead(string pattern)
    {
        _regex = new Regex(pattern, Options, Regex.InfiniteMatchTimeout);
        _fields = [.. Names(_regex).Select(n => (_regex.GroupNumberFromName(n), FieldPattern.KeyOf(n)!.Value))];
    }

    /// <summary>What is wrong with an expression, with an example of a right one; null when nothing is.</summary>
    public static string? FaultOf(string pattern)
    {
        const string example = "expected an expression such as \"^(?<time>\\\\S+ \\\\S+) (?<level>[A-Z]+) (?<message>.*)\"";
        try
        {
            var names = Names(new Regex(pattern, Options, Regex.InfiniteMatchTimeout)).ToList();
            return names.Find(n => FieldPattern.KeyOf(n) is null) is { } unknown ? $"{FieldPattern.Unknown(unknown)}; {example}"
                : names.Count == 0 ? $"it has no named group; {example}" : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $"{e.Message.TrimEnd('.')}; {example}";
        }
    }

    public bool TryRead(int start, int end, LineFields fields)
    {
        var line = fields.Bytes.AsSpan(start, Math.Min(end - start, MaxBytes));
        var text = Encoding.UTF8.GetString(line);
        var match = _regex.Match(text);
        if (!match.Success)
        {
            return false;
        }

        foreach (var (group, key) in _fields)
        {
            var found = match.Groups[group];
            if (found is { Success: true, Length: > 0 })
            {
                // Bytes that are no UTF-8 become others in the text: places are counted back within the line.
                var at = Math.Min(Encoding.UTF8.GetByteCount(text.AsSpan(0, found.Index)), line.Length);
                var length = Math.Min(Encoding.UTF8.GetByteCount(found.ValueSpan), line.Length - at);
                fields.GiveText(key, start + at, length, escaped: false);
            }
        }

        return true;
    }

    private static IEnumerable<string> Names(Regex regex) => regex.GetGroupNames().Where(n => n != "0");
}
