namespace Observe.Agent.Parse.Redaction;

/// <summary>A payment card number: a length and a beginning that issuers use, and the right check digit.</summary>
internal static class CardNumber
{
    private const int MaxDigits = 19;

    public static bool TryMatch(ReadOnlySpan<byte> text, int start, out SecretRange secret)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        var count = 0;
        for (var at = start; at < text.Length && count < MaxDigits; at++)
        {
            if (char.IsAsciiDigit((char)text[at]))
            {
                digits[count++] = (byte)(text[at] - '0');

                // A space ends it as well as it goes on behind one: a number may follow.
                if (Ends(text[(at + 1)..]) && IsIssued(digits[..count]) && HasCheckDigit(digits[..count]))
                {
                    secret = new SecretRange(start, at + 1);
                    return start == 0 || text[start - 1] is not ((byte)'.' or (byte)'-');
                }
            }
            else if (text[at] is not ((byte)' ' or (byte)'-') || !char.IsAsciiDigit((char)text[at - 1]))
            {
                break;
            }
        }

        return SecretRange.None(out secret);
    }

    /// <summary>Whether no word, and none that was masked, goes on behind a number.</summary>
    private static bool Ends(ReadOnlySpan<byte> rest) => rest switch
    {
        [] => true,
        [(byte)'.', var next, ..] => !SecretBytes.IsWord(next) && next != '[',
        [(byte)'-', var next, ..] => !char.IsAsciiDigit((char)next),
        _ => !SecretBytes.IsWord(rest[0]),
    };

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
