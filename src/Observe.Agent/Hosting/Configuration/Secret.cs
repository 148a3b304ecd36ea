using System.Buffers;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>Keeps secrets out of what is printed. Goes by the key alone, so that a mistyped place of a secret is covered too.</summary>
internal static class Secret
{
    public const string Redacted = "(redacted)";

    private static readonly string[] Endings =
        ["password", "passphrase", "secret", "token", "apikey", "accesskey", "privatekey", "credential", "credentials", "bearertokens",
         "authorization", "cookie", "connectionstring", "headers", "sharedstore"];

    private static readonly SearchValues<char> Separators = SearchValues.Create(".[]_-");

    /// <summary>Whether a key, or any step of the way to it, names a secret.</summary>
    public static bool IsNamedBy(string key)
    {
        var rest = key.AsSpan();
        while (!rest.IsEmpty)
        {
            var dot = rest.IndexOf('.');
            if (Names(dot < 0 ? rest : rest[..dot]))
            {
                return true;
            }

            rest = dot < 0 ? default : rest[(dot + 1)..];
        }

        return false;
    }

    /// <summary>The value as it may be printed: secrets and the user part of addresses taken out.</summary>
    public static string Redact(string key, string value)
    {
        if (IsNamedBy(key))
        {
            return Redacted;
        }

        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return value;
        }

        var start = scheme + 3;
        var end = value.AsSpan(start).IndexOfAny('/', '?', '#');
        var at = (end < 0 ? value.AsSpan(start) : value.AsSpan(start, end)).LastIndexOf('@');
        return at < 0 ? value : $"{value.AsSpan(0, start)}{Redacted}{value.AsSpan(start + at)}";
    }

    private static bool Names(ReadOnlySpan<char> step)
    {
        Span<char> letters = stackalloc char[64];
        var count = 0;
        foreach (var c in step)
        {
            if (c == '[')
            {
                break;
            }

            if (!Separators.Contains(c) && count < letters.Length)
            {
                letters[count++] = char.ToLowerInvariant(c);
            }
        }

        foreach (var ending in Endings)
        {
            if (letters[..count].EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
