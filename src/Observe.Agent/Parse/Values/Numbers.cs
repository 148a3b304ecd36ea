using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Agent.Parse.Values;

/// <summary>Reads decimal numbers by the grammar of JSON, or a little more freely out of text.</summary>
internal static class Numbers
{
    private const int None = -1;

    /// <summary>Reads a JSON number, and returns the place behind it, or -1 when it breaks the grammar.</summary>
    public static int ReadJson(ReadOnlySpan<byte> text, int at, out Number number)
    {
        if (at + 8 < text.Length && Eight(text, at, out var whole) is > 0 and < 8 and var count
            && text[at + count] is (byte)',' or (byte)'}' && (count == 1 || text[at] != '0'))
        {
            // A count, as nearly all are.
            number = new Number(whole, 0, false);
            return at + count;
        }

        var digits = text[at] == '-' ? at + 1 : at;
        var end = Read(text, at, out number);
        if (end == None || (text[digits] == '0' && IsDigit(text, digits + 1)))
        {
            return None;
        }

        // What Read leaves unread here is a broken number: "1.", "1e", "1e+".
        return (uint)end < (uint)text.Length && text[end] is (byte)'.' or (byte)'e' or (byte)'E' ? None : end;
    }

    /// <summary>Reads a number whose whole text it is, spaces around it aside.</summary>
    public static bool TryReadAll(ReadOnlySpan<byte> text, out Number number)
    {
        if (text is [(byte)' ', ..] or [.., (byte)' '])
        {
            text = text.Trim((byte)' ');
        }

        return Read(text, 0, out number) == text.Length && !text.IsEmpty;
    }

    /// <summary>Reads <c>-12.5e3</c> as far as it is a number, and returns the place behind it, or -1 when there is none.</summary>
    public static int Read(ReadOnlySpan<byte> text, int at, out Number number)
    {
        var negative = (uint)at < (uint)text.Length && text[at] == '-';
        var start = negative ? at + 1 : at;
        var end = ReadDigits(text, start, out var whole);
        number = default;
        if (end == start)
        {
            return None;
        }

        var millionths = 0;
        if ((uint)end < (uint)text.Length)
        {
            if (text[end] == '.' && IsDigit(text, end + 1))
            {
                end = ReadFraction(text, end + 1, out millionths);
            }

            if ((uint)end < (uint)text.Length && (text[end] | 0x20) == 'e')
            {
                number = new Number(whole, millionths, negative);
                return ReadExponent(text, at, end, ref number);
            }
        }

        number = new Number(whole, millionths, negative);
        return end;
    }

    /// <summary>Reads whole digits, saturated, and returns the place behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadDigits(ReadOnlySpan<byte> text, int at, out long value)
    {
        value = 0;
        if (at + 8 <= text.Length)
        {
            // Eight at once without a branch: the lengths of numbers are what no predictor knows.
            var count = Eight(text, at, out var eight);
            value = eight;
            at += count;
            if (count < 8)
            {
                return at;
            }
        }

        for (; (uint)at < (uint)text.Length && (uint)(text[at] - '0') is <= 9 and var digit; at++)
        {
            value = value < Number.MaxWhole / 10 ? (value * 10) + digit : Number.MaxWhole;
        }

        return at;
    }

    private static int ReadFraction(ReadOnlySpan<byte> text, int at, out int millionths)
    {
        if (at + 8 <= text.Length)
        {
            var count = Eight(text, at, out var eight);
            if (count < 8)
            {
                // Digits behind the sixth are cut off.
                millionths = (int)(eight * Power(6 - Math.Min(count, 6)) / Power(Math.Max(count, 6) - 6));
                return at + count;
            }
        }

        millionths = 0;
        var unit = 100_000;
        for (; (uint)at < (uint)text.Length && (uint)(text[at] - '0') is <= 9 and var digit; at++)
        {
            millionths += (int)digit * unit;
            unit /= 10;
        }

        return at;
    }

    /// <summary>The value of the digits at the start of the next eight bytes, and how many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Eight(ReadOnlySpan<byte> text, int at, out uint value)
    {
        var bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at)) ^ 0x3030303030303030;
        var others = ((bytes + 0x7676767676767676) | bytes) & 0x8080808080808080;
        var count = BitOperations.TrailingZeroCount(others) >> 3;

        // Digits to the high end, zeros in front; then pairs, fours, eight.
        var digits = count == 0 ? 0 : bytes << (64 - (count << 3));
        digits = (digits * 10) + (digits >> 8);
        value = (uint)((((digits & 0x000000FF000000FF) * 0x000F424000000064)
            + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
        return count;
    }

    private static int Power(int of) => of switch
    {
        0 => 1,
        1 => 10,
        2 => 100,
        3 => 1000,
        4 => 10_000,
        5 => 100_000,
        _ => 1_000_000,
    };

    private static int ReadExponent(ReadOnlySpan<byte> text, int start, int at, ref Number number)
    {
        var digits = at + 1;
        if ((uint)digits < (uint)text.Length && text[digits] is (byte)'+' or (byte)'-')
        {
            digits++;
        }

        if (!IsDigit(text, digits))
        {
            return at;
        }

        var end = ReadDigits(text, digits, out _);
        var negative = number.IsNegative;
        number = Utf8Parser.TryParse(text[start..end], out double value, out _) && Math.Abs(value) < Number.MaxWhole
            ? FromDouble(Math.Abs(value), negative)
            : new Number(Number.MaxWhole, 0, negative);
        return end;
    }

    private static bool IsDigit(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9;

    private static Number FromDouble(double value, bool negative)
    {
        var whole = Math.Floor(value);
        return new Number((long)whole, (int)((value - whole) * 1_000_000), negative);
    }
}
