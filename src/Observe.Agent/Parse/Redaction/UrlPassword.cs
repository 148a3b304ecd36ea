namespace Observe.Agent.Parse.Redaction;

/// <summary>The password of <c>postgres://user:password@host</c>.</summary>
internal static class UrlPassword
{
    private const int MaxUserInfo = 512;

    public static bool TryMatch(ReadOnlySpan<byte> text, int colon, out SecretRange secret)
    {
        var rest = text[colon..];
        var slashes = rest.StartsWith("://"u8) ? 3 : rest.StartsWith(":\\/\\/"u8) ? 5 : 0;
        if (slashes == 0)
        {
            return SecretRange.None(out secret);
        }

        var start = colon + slashes;
        rest = text.Slice(start, Math.Min(text.Length - start, MaxUserInfo));
        var end = rest.IndexOfAny(" \t/\"'<>\r\n"u8);
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf((byte)'@');
        var separator = at < 0 ? -1 : authority[..at].IndexOf((byte)':');
        secret = new SecretRange(start + separator + 1, start + at);
        return separator >= 0 && at > separator + 1;
    }
}
