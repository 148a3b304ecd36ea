using System.Globalization;
using System.Text;

namespace Observe.Prometheus.Naming;

/// <summary>The escaping schemes of Prometheus 3, which make a classic name of any name.</summary>
internal static class NameEscaping
{
    private const string ValuesPrefix = "U__";

    public static string Apply(string name, PrometheusEscapingScheme scheme, bool allowColon) => scheme switch
    {
        PrometheusEscapingScheme.AllowUtf8 => name,
        PrometheusEscapingScheme.Dots => Dots(name, allowColon),
        PrometheusEscapingScheme.Values => Values(name, allowColon),
        _ => Underscores(name, allowColon),
    };

    private static string Underscores(string name, bool allowColon)
    {
        if (name.Length == 0 || LegacyNames.IsValid(name, allowColon))
        {
            return name;
        }

        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            text.Append(IsValid(rune, text.Length == 0, allowColon) ? (char)rune.Value : '_');
        }

        return text.ToString();
    }

    private static string Dots(string name, bool allowColon)
    {
        var text = new StringBuilder(name.Length + 16);
        foreach (var rune in name.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '_' => text.Append("__"),
                '.' => text.Append("_dot_"),
                _ when IsValid(rune, text.Length == 0, allowColon) => text.Append((char)rune.Value),
                _ => text.Append("__"),
            };
        }

        return text.ToString();
    }

    private static string Values(string name, bool allowColon)
    {
        // A name that looks escaped is escaped too: unescaping would otherwise make another name of it.
        var looksEscaped = name.StartsWith(ValuesPrefix, StringComparison.Ordinal);
        if (name.Length == 0 || (LegacyNames.IsValid(name, allowColon) && !looksEscaped))
        {
            return name;
        }

        var text = new StringBuilder(ValuesPrefix, name.Length + 16);
        var first = true;
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value == '_')
            {
                text.Append("__");
            }
            else if (IsValid(rune, first, allowColon) && !(first && looksEscaped))
            {
                text.Append((char)rune.Value);
            }
            else
            {
                text.Append('_').Append(rune.Value.ToString("x", CultureInfo.InvariantCulture)).Append('_');
            }

            first = false;
        }

        return text.ToString();
    }

    private static bool IsValid(Rune rune, bool first, bool allowColon) =>
        rune.IsAscii && LegacyNames.IsValid((char)rune.Value, allowColon) && !(first && Rune.IsDigit(rune));
}
