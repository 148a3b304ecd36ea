using System.IO.Enumeration;

namespace Observe.Agent.Parse;

/// <summary>
/// Classes log files by their names: <c>ippoc_fixed.log</c> is of the kind fixed. A kind is known by words of the name, or by
/// patterns with wildcards for all of it. Declared kinds are asked first, then the built-in ones in their order.
/// </summary>
internal sealed class FileKinds(IReadOnlyDictionary<string, string[]> declared)
{
    public const string Other = "other";

    /// <summary>As many kinds as may be declared.</summary>
    private const int MaxKinds = 100;

    private static readonly char[] Wildcards = ['*', '?'];

    private static readonly (string Kind, string[] Names)[] Known =
    [
        ("fixed", ["fixed", "fix", "hotfix", "patched"]),
        ("dev", ["dev", "devel", "development", "local"]),
        ("final", ["final", "release"]),
        ("test", ["test", "tests", "testing"]),
        ("staging", ["staging", "stage", "preprod"]),
        ("production", ["prod", "production", "live"]),
        ("error", ["error", "errors", "err", "stderr", "exception", "exceptions", "crash", "fatal"]),
        ("debug", ["debug", "trace", "verbose"]),
        ("access", ["access", "requests"]),
        ("audit", ["audit"]),
    ];

    private readonly (string Kind, string[] Names)[] _kinds =
    [
        .. declared.Select(d => (d.Key.Trim().ToLowerInvariant(), d.Value)),
        .. Known.Where(k => !declared.Keys.Contains(k.Kind, StringComparer.OrdinalIgnoreCase)),
    ];

    public string Of(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var (kind, names) in _kinds)
        {
            if (Array.Exists(names, n => Matches(name, n)))
            {
                return kind;
            }
        }

        return Other;
    }

    /// <summary>Every fault of the declaration, with the kind it is about.</summary>
    public static IEnumerable<(string Kind, string Fault)> Faults(IReadOnlyDictionary<string, string[]> declared)
    {
        if (declared.Count > MaxKinds)
        {
            yield return ("", $"{declared.Count} kinds are declared, at most {MaxKinds} are possible");
        }

        foreach (var (kind, names) in declared)
        {
            if (names.Length == 0 || Array.Exists(names, n => string.IsNullOrWhiteSpace(n) || n.Contains('/', StringComparison.Ordinal)))
            {
                yield return (kind, "expected words of a file's name, or patterns for all of it, such as [\"nightly\", \"*-batch.log\"]");
            }
        }
    }

    private static bool Matches(string file, string name) => name.IndexOfAny(Wildcards) >= 0
        ? FileSystemName.MatchesSimpleExpression(name, file, ignoreCase: true)
        : HasWord(file, name);

    private static bool HasWord(string file, string word)
    {
        for (var at = 0; (at = file.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(file[at - 1])) && (end == file.Length || !char.IsLetterOrDigit(file[end])))
            {
                return true;
            }
        }

        return false;
    }
}
