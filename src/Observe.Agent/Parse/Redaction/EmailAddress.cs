namespace Observe.Agent.Parse.Redaction;

/// <summary>An e-mail address around its at sign, which is <c>%40</c> in an address of the web.</summary>
internal static class EmailAddress
{
    /// <summary>No name is longer; what stands in front of so much is left.</summary>
    private const int MaxLocal = 256;

    public static bool TryMatch(ReadOnlySpan<byte> text, int at, int sign, int floor, out SecretRange secret)
    {
        var start = LocalStart(text, at, Math.Max(floor, at - MaxLocal));
        var end = at + sign;
        while (end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'.' or (byte)'-'))
        {
            end++;
        }

        while (end > at + sign && text[end - 1] is (byte)'.' or (byte)'-')
        {
            end--;
        }

        var domain = text[(at + sign)..end];
        var dot = domain.LastIndexOf((byte)'.');
        secret = new SecretRange(start, end);
        return start < at && dot > 0 && domain.Length - dot >= 3 && !SecretBytes.HasDigit(domain[dot..]);
    }

    /// <summary>Where the part in front of the at sign starts: behind an escape, unless that stands for a byte of the name.</summary>
    private static int LocalStart(ReadOnlySpan<byte> text, int at, int floor)
    {
        var start = at;
        while (true)
        {
            while (start > floor && IsLocal(text[start - 1]))
            {
                start--;
            }

            if (start == floor || text[start - 1] != '\\' || JsonEscape.Read(text, start - 1, out var value) is not (> 0 and var length))
            {
                return start;
            }

            if (length == 2 || !IsLocal(value))
            {
                return Math.Min(start - 1 + length, at);
            }

            start--;
        }
    }

    private static bool IsLocal(byte b) =>
        char.IsAsciiLetterOrDigit((char)b) || b >= 0x80 || b is (byte)'.' or (byte)'_' or (byte)'%' or (byte)'+' or (byte)'-';
}
