namespace Observe.Agent.Parse.Redaction;

/// <summary>A payment card number: a length and a beginning that issuers use, and the right check digit.</summary>
internal static class CardNumber
{
    private const int MaxDigits = 19;

    public static bool TryMatch(ReadOnlySpan<byte> text, int start, out SecretRange secret)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        var count = 0;
        var end = start;
        for (var at = start; at < text.Length; at++)
        {
            if (char.IsAsciiDigit((char)text[at]))
            {
                if (count == MaxDigits)
                {
                    return SecretRange.None(out secret);
                }

                digits[count++] = (byte)(text[at] - '0');
                end = at + 1;
            }
            else if (text[at] is not ((byte)' ' or (byte)'-') || at != end)
            {
                break;
            }
        }

        secret = new SecretRange(start, end);
        var ends = end == text.Length || !(SecretBytes.IsWord(text[end]) || (text[end] == '.' && end + 1 < text.Length && SecretBytes.IsWord(text[end + 1])));
        var begins = start == 0 || text[start - 1] is not ((byte)'.' or (byte)'-');
        return ends && begins && IsIssued(digits[..count]) && HasCheckDigit(digits[..count]);
    }

    private static bool IsIssued(ReadOnlySpan<byte> digits)
    {
        if (digits.Length < 13)
        {
            return false;
        }

        var two = (digits[0] * 10) + digits[1];
        var four = (two * 100) + (digits[2] * 10) + digits[3];
        return digits.Length switch
        {
            13 or 19 => digits[0] == 4,
            14 => two is 36 or 38 or 39 or 30,
            15 => two is 34 or 37,
            16 => digits[0] == 4 || two is (>= 51 and <= 55) or 65 or 35 or 62 || four is 6011 or (>= 2221 and <= 2720),
            _ => false,
        };
    }

    private static bool HasCheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] * ((i & 1) + 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
