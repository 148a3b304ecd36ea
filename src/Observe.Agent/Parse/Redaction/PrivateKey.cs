namespace Observe.Agent.Parse.Redaction;

/// <summary>A PEM block of a private key, up to its end or that of the text.</summary>
internal static class PrivateKey
{
    public static bool TryMatch(ReadOnlySpan<byte> text, int start, out SecretRange secret)
    {
        var rest = text[start..];
        if (!rest.StartsWith("-----BEGIN "u8) || rest[..Math.Min(rest.Length, 64)].IndexOf("PRIVATE KEY-----"u8) < 0)
        {
            return SecretRange.None(out secret);
        }

        var marker = rest.IndexOf("-----END "u8);
        var tail = marker < 0 ? -1 : rest[(marker + 9)..].IndexOf("-----"u8);
        secret = new SecretRange(start, tail < 0 ? text.Length : start + marker + 9 + tail + 5);
        return true;
    }
}
