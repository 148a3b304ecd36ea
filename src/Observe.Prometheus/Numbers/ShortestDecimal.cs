using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Observe.Prometheus.Numbers;

/// <summary>
/// The decimal of fewest digits that reads back as a given double, and of those the closest: Raffaello Giulietti's
/// Schubfach ("The Schubfach way to render doubles", 2021). Three multiplications take the place of big integers.
/// </summary>
internal readonly struct ShortestDecimal
{
    private const int FractionBits = 52;
    private const int ExponentBias = 1075;
    private const int LargestPlainPoint = 17;
    private const int SmallestPlainPoint = -5;
    private const int LargestCanonicalPoint = 6;
    private const int SmallestCanonicalPoint = -4;

    private readonly bool _negative;
    private readonly ulong _digits;
    private readonly int _exponent;

    private ShortestDecimal(bool negative, ulong digits, int exponent)
    {
        _negative = negative;
        _digits = digits;
        _exponent = exponent;
    }

    /// <summary>Finds the decimal of a finite number other than zero.</summary>
    public static ShortestDecimal Of(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var fraction = bits & ((1UL << FractionBits) - 1);
        var biased = (int)(bits >> FractionBits) & 0x7FF;
        var significand = biased != 0 ? fraction | (1UL << FractionBits) : fraction;
        var exponent = biased != 0 ? biased - ExponentBias : 1 - ExponentBias;

        // At a power of two the number below is only half as far away as the one above.
        var unevenGap = fraction == 0 && biased > 1;
        var (digits, power) = Search(significand, exponent, unevenGap);
        while (digits % 10 == 0)
        {
            digits /= 10;
            power++;
        }

        return new ShortestDecimal(bits >> 63 != 0, digits, power);
    }

    /// <summary>Writes as a sample's value: plain up to 17 digits before the point or 4 zeros after it, else with an exponent.</summary>
    public int Write(Span<byte> destination)
    {
        var count = DecimalDigits.Count(_digits);
        var point = count + _exponent;
        return point is <= LargestPlainPoint and > SmallestPlainPoint
            ? WritePlain(destination, count, point, canonical: false)
            : WriteExponent(destination, count, point - 1);
    }

    /// <summary>Writes as a canonical number of OpenMetrics.</summary>
    public int WriteCanonical(Span<byte> destination)
    {
        var count = DecimalDigits.Count(_digits);
        var point = count + _exponent;
        return point is <= LargestCanonicalPoint and > SmallestCanonicalPoint
            ? WritePlain(destination, count, point, canonical: true)
            : WriteExponent(destination, count, point - 1);
    }

    private static (ulong Digits, int Exponent) Search(ulong significand, int exponent, bool unevenGap)
    {
        // The interval of numbers that read as this double, its ends included when the significand is even (ties go there).
        var isEven = (significand & 1) == 0;
        var left = (4 * significand) - (unevenGap ? 1UL : 2UL);
        var right = (4 * significand) + 2;

        var power = ((exponent * 1262611) - (unevenGap ? 524031 : 0)) >> 22;
        var shift = exponent + PowersOfTen.FloorLog2(-power) + 1;
        var scale = PowersOfTen.Significand(-power);
        var lower = RoundToOdd(scale, left << shift) + (isEven ? 0UL : 1UL);
        var middle = RoundToOdd(scale, (4 * significand) << shift);
        var upper = RoundToOdd(scale, right << shift) - (isEven ? 0UL : 1UL);

        var candidate = middle / 4;
        if (candidate >= 10)
        {
            var shorter = candidate / 10;
            var downFits = lower <= 40 * shorter;
            var upFits = (40 * shorter) + 40 <= upper;
            if (downFits != upFits)
            {
                return (shorter + (upFits ? 1UL : 0UL), power + 1);
            }
        }

        var down = lower <= 4 * candidate;
        var up = (4 * candidate) + 4 <= upper;
        if (down != up)
        {
            return (candidate + (up ? 1UL : 0UL), power);
        }

        var half = (4 * candidate) + 2;
        var roundUp = middle > half || (middle == half && (candidate & 1) != 0);
        return (candidate + (roundUp ? 1UL : 0UL), power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong RoundToOdd((ulong High, ulong Low) scale, ulong value)
    {
        var carry = Math.BigMul(scale.Low, value, out _);
        var high = Math.BigMul(scale.High, value, out var low);
        var sum = low + carry;
        if (sum < low)
        {
            high++;
        }

        return high | (sum > 1 ? 1UL : 0UL);
    }

    private int WritePlain(Span<byte> destination, int count, int point, bool canonical)
    {
        var position = WriteSign(destination);
        if (point <= 0)
        {
            "0.000000"u8.CopyTo(destination[position..]);
            position += 2 - point;
            DecimalDigits.WriteAll(destination[position..], _digits, count);
            return position + count;
        }

        if (point < count)
        {
            var decimals = count - point;
            var (integer, fraction) = Math.DivRem(_digits, DecimalDigits.Power(decimals));
            position += IntegerText.Write(destination[position..], (long)integer);
            destination[position++] = (byte)'.';
            DecimalDigits.Write(destination[position..], fraction, decimals);
            return position + decimals;
        }

        DecimalDigits.WriteAll(destination[position..], _digits, count);
        destination.Slice(position + count, point - count).Fill((byte)'0');
        position += point;
        if (canonical)
        {
            ".0"u8.CopyTo(destination[position..]);
            position += 2;
        }

        return position;
    }

    private int WriteExponent(Span<byte> destination, int count, int exponent)
    {
        var position = WriteSign(destination);
        if (count == 1)
        {
            destination[position++] = (byte)('0' + _digits);
        }
        else
        {
            var (first, rest) = Math.DivRem(_digits, DecimalDigits.Power(count - 1));
            destination[position] = (byte)('0' + first);
            destination[position + 1] = (byte)'.';
            DecimalDigits.Write(destination[(position + 2)..], rest, count - 1);
            position += count + 1;
        }

        destination[position++] = (byte)'e';
        destination[position++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Utf8Formatter.TryFormat(Math.Abs(exponent), destination[position..], out var written, new('D', 2));
        return position + written;
    }

    private int WriteSign(Span<byte> destination)
    {
        if (!_negative)
        {
            return 0;
        }

        destination[0] = (byte)'-';
        return 1;
    }
}
