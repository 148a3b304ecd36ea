using System.IO.Enumeration;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>
/// A watched pattern: <c>*</c> and <c>?</c> within a name, <c>**</c> over any number of folders, <c>{a,b}</c> alternatives.
/// A pattern without a wildcard names a file, or a folder with all that is below it.
/// </summary>
internal sealed class Glob
{
    private static readonly char[] Wildcards = ['*', '?'];

    private readonly string[] _segments;

    private Glob(string text, string root, string[] segments)
    {
        Text = text;
        Root = root;
        _segments = segments;
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>The absolute folder above the first wildcard; nothing outside it is ever read.</summary>
    public string Root { get; }

    /// <summary>The pattern made absolute, by which it is known over restarts.</summary>
    public string Pattern => $"{(Root == "/" ? "" : Root)}/{string.Join('/', _segments)}";

    /// <summary>How many folders below <see cref="Root"/> can match; unlimited with <c>**</c>.</summary>
    public int MaxDepth => _segments.Contains("**") ? int.MaxValue : _segments.Length - 1;

    /// <summary>Reads a pattern; with alternatives in braces it becomes several.</summary>
    public static IEnumerable<Glob> Parse(string text) => ExpandBraces(text).SelectMany(p => ParseOne(text, p));

    /// <summary>What has this name, with wildcards, in this very folder, whatever the folder is called.</summary>
    public static Glob In(string folder, string name) => new(name, Path.GetFullPath(folder), [name]);

    /// <summary>Whether the path below <see cref="Root"/>, with <c>/</c> between names, matches.</summary>
    public bool Matches(ReadOnlySpan<char> relativePath)
    {
        Span<Range> names = stackalloc Range[64];
        var count = relativePath.Split(names, '/');
        return Matches(relativePath, names[..count], _segments);
    }

    private static bool Matches(ReadOnlySpan<char> path, ReadOnlySpan<Range> names, ReadOnlySpan<string> segments)
    {
        if (segments.IsEmpty)
        {
            return names.IsEmpty;
        }

        if (segments[0] == "**")
        {
            for (var skip = 0; skip <= names.Length; skip++)
            {
                if (Matches(path, names[skip..], segments[1..]))
                {
                    return true;
                }
            }

            return false;
        }

        return !names.IsEmpty
            && FileSystemName.MatchesSimpleExpression(segments[0], path[names[0]], ignoreCase: false)
            && Matches(path, names[1..], segments[1..]);
    }

    private static IEnumerable<Glob> ParseOne(string text, string pattern)
    {
        if (pattern.StartsWith("~/", StringComparison.Ordinal))
        {
            pattern = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), pattern[2..]);
        }

        var wildcard = pattern.IndexOfAny(Wildcards);
        if (wildcard < 0)
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(pattern));
            var folder = new Glob(text, full, ["**", "*"]);
            var file = new Glob(text, Path.GetDirectoryName(full) ?? "/", [Path.GetFileName(full)]);

            // What is not there yet can become either.
            return Directory.Exists(full) || Path.EndsInDirectorySeparator(pattern) ? [folder] : File.Exists(full) ? [file] : [file, folder];
        }

        var slash = pattern.LastIndexOf('/', wildcard);
        var root = slash < 0 ? "." : slash == 0 ? "/" : pattern[..slash];
        var segments = pattern[(slash + 1)..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments[^1] == "**")
        {
            segments = [.. segments, "*"];
        }

        return [new Glob(text, Path.GetFullPath(root), segments)];
    }

    private static IEnumerable<string> ExpandBraces(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf('}', open);
        return close < 0
            ? [text]
            : text[(open + 1)..close].Split(',').SelectMany(a => ExpandBraces(text[..open] + a + text[(close + 1)..]));
    }
}
