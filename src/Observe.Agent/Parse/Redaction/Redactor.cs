using System.Buffers;
using System.Text;

namespace Observe.Agent.Parse.Redaction;

/// <summary>
/// Masks what must not leave the process with a text: keys and tokens by their shape, values of password-like names,
/// credentials in headers and addresses, e-mail addresses, card numbers. Takes any bytes.
/// </summary>
internal static class Redactor
{
    public const string Mask = "[redacted]";

    /// <summary>The bytes by which a secret is noticed: few of a text's letters begin a key.</summary>
    private static readonly bool[] MayBegin = [.. Enumerable.Range(0, 256).Select(b =>
        b is '@' or '%' or ':' or '=' or '-' or (>= '0' and <= '9') || KeyShape.MayBeginWith((byte)b) || BearerToken.MayBeginWith((byte)b))];

    public static string Redact(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!TryFind(bytes, 0, 0, out _))
        {
            return text;
        }

        var output = new ArrayBufferWriter<byte>(bytes.Length + 64);
        Redact(bytes, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Writes the text with every secret replaced by <see cref="Mask"/>.</summary>
    public static void Redact(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var copied = 0;
        while (TryFind(text, copied, copied, out var secret))
        {
            output.Write(text[copied..secret.Start]);
            output.Write("[redacted]"u8);
            copied = secret.End;
        }

        output.Write(text[copied..]);
    }

    /// <summary>The first secret that is noticed at or behind a place; none reaches in front of <paramref name="floor"/>.</summary>
    private static bool TryFind(ReadOnlySpan<byte> text, int from, int floor, out SecretRange secret)
    {
        secret = default;
        var mayBegin = MayBegin;
        for (var at = from; at < text.Length; at++)
        {
            if (!mayBegin[text[at]])
            {
                continue;
            }

            var found = text[at] switch
            {
                (byte)'@' => EmailAddress.TryMatch(text, at, 1, floor, out secret),
                (byte)'%' => text[at..].StartsWith("%40"u8) && EmailAddress.TryMatch(text, at, 3, floor, out secret),
                (byte)':' or (byte)'=' => UrlPassword.TryMatch(text, at, out secret) || NamedSecret.TryMatch(text, at, floor, out secret),
                >= (byte)'0' and <= (byte)'9' => StartsWord(text, at) && CardNumber.TryMatch(text, at, out secret),
                (byte)'-' => PrivateKey.TryMatch(text, at, out secret),
                (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') =>
                    StartsWord(text, at) && (KeyShape.TryMatch(text, at, out secret) || BearerToken.TryMatch(text, at, out secret)),
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWord(ReadOnlySpan<byte> text, int at) =>
        at == 0 || !SecretBytes.IsWord(text[at - 1]) || JsonEscape.LengthBefore(text, at) > 0;
}
