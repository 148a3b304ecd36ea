using System.Text;

namespace Observe.Agent.Collectors;

/// <summary>Paths in <c>/proc</c> files stand with white space and backslashes as <c>\040</c> and the like.</summary>
internal static class OctalEscapes
{
    public static string Decode(ReadOnlySpan<byte> escaped) => Encoding.UTF8.GetString(DecodeBytes(escaped));

    public static byte[] DecodeBytes(ReadOnlySpan<byte> escaped)
    {
        var decoded = new byte[escaped.Length];
        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '\\' && i + 3 < escaped.Length && IsOctal(escaped.Slice(i + 1, 3)))
            {
                decoded[length++] = (byte)(((escaped[i + 1] - '0') << 6) | ((escaped[i + 2] - '0') << 3) | (escaped[i + 3] - '0'));
                i += 3;
            }
            else
            {
                decoded[length++] = escaped[i];
            }
        }

        return decoded[..length];
    }

    private static bool IsOctal(ReadOnlySpan<byte> digits) => digits.IndexOfAnyExceptInRange((byte)'0', (byte)'7') < 0;
}
