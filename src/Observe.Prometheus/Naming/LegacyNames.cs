using System.Text;

namespace Observe.Prometheus.Naming;

/// <summary>The classic names of Prometheus: <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c>, for labels without the colon.</summary>
internal static class LegacyNames
{
    public static bool IsValid(ReadOnlySpan<char> name, bool allowColon)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!IsValid(c, allowColon))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsValid(char c, bool allowColon) => char.IsAsciiLetterOrDigit(c) || c == '_' || (allowColon && c == ':');

    /// <summary>
    /// The translation of OpenTelemetry: every other character becomes <c>_</c>, runs of it become one, a leading digit gets
    /// one before it.
    /// </summary>
    public static string Translated(string name, bool allowColon)
    {
        var collapsed = Collapsed(name, allowColon);
        return collapsed.Length == 0 ? "_"
            : char.IsAsciiDigit(collapsed[0]) ? "_" + collapsed
            : collapsed;
    }

    public static string Collapsed(string name, bool allowColon)
    {
        if (IsValid(name, allowColon) && !name.Contains("__"))
        {
            return name;
        }

        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var c = rune.IsAscii && IsValid((char)rune.Value, allowColon) ? (char)rune.Value : '_';
            if (c != '_' || text.Length == 0 || text[^1] != '_')
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
