namespace Observe.Agent.Parse.Redaction;

/// <summary>An e-mail address around its at sign.</summary>
internal static class EmailAddress
{
    public static bool TryMatch(ReadOnlySpan<byte> text, int at, int floor, out SecretRange secret)
    {
        var start = at;
        while (start > floor && IsLocal(text[start - 1]))
        {
            start--;
        }

        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'.' or (byte)'-'))
        {
            end++;
        }

        while (end > at && text[end - 1] is (byte)'.' or (byte)'-')
        {
            end--;
        }

        var domain = text[(at + 1)..Math.Max(end, at + 1)];
        var dot = domain.LastIndexOf((byte)'.');
        secret = new SecretRange(start, end);
        return start < at && dot > 0 && domain.Length - dot >= 3 && !SecretBytes.HasDigit(domain[dot..]);
    }

    private static bool IsLocal(byte b) =>
        char.IsAsciiLetterOrDigit((char)b) || b >= 0x80 || b is (byte)'.' or (byte)'_' or (byte)'%' or (byte)'+' or (byte)'-';
}
