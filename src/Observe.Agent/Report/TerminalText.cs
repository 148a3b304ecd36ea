using System.Text;

namespace Observe.Agent.Report;

/// <summary>Names and messages from outside as a person may see them: they can neither forge a line nor drive a terminal.</summary>
internal static class TerminalText
{
    public static string Of(string text) => text.Any(MustNotShow) ? Append(new StringBuilder(), text).ToString() : text;

    public static StringBuilder Append(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '\n':
                    line.Append("\\n");
                    break;
                case '\t' or '\r':
                    line.Append(' ');
                    break;
                default:
                    if (MustNotShow(c))
                    {
                        line.Append($"\\u{(int)c:x4}");
                    }
                    else
                    {
                        line.Append(c);
                    }

                    break;
            }
        }

        return line;
    }

    /// <summary>Besides control characters, line separators and what turns the direction of text, so that a name looks like another.</summary>
    private static bool MustNotShow(char c) => char.IsControl(c) || c is (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
