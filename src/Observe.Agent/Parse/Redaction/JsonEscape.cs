using System.Globalization;

namespace Observe.Agent.Parse.Redaction;

/// <summary>
/// Escapes of JSON strings, which stand in raw lines: <c>\n</c> in front of a secret is no part of it, and .NET's writer says
/// <c>\u0022</c> for a quote and <c>\u002B</c> for a plus.
/// </summary>
internal static class JsonEscape
{
    private const int CodeLength = 6;

    /// <summary>How many bytes right in front of a place are an escape; 0 when none is.</summary>
    public static int LengthBefore(ReadOnlySpan<byte> text, int at) =>
        at >= 2 && text[at - 2] == '\\' && IsLetter(text[at - 1]) ? 2
        : at >= CodeLength && text[at - CodeLength] == '\\' && Read(text, at - CodeLength, out _) == CodeLength ? CodeLength : 0;

    /// <summary>How many bytes at a backslash are an escape, and which byte it stands for; 0 when it is none, or one of no single byte.</summary>
    public static int Read(ReadOnlySpan<byte> text, int backslash, out byte value)
    {
        value = 0;
        if (backslash + 1 >= text.Length)
        {
            return 0;
        }

        value = text[backslash + 1];
        if (value != 'u')
        {
            return value is (byte)'/' || IsLetter(value) ? 2 : 0;
        }

        return backslash + CodeLength <= text.Length && text.Slice(backslash + 2, 2).SequenceEqual("00"u8)
            && byte.TryParse(text.Slice(backslash + 4, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            ? CodeLength
            : 0;
    }

    private static bool IsLetter(byte b) => b is (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f';
}
