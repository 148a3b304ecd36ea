using System.Runtime.CompilerServices;

namespace Observe.Prometheus.Numbers;

/// <summary>Numbers as Prometheus' formats write them: the shortest text that reads back as the same number.</summary>
internal static class NumberText
{
    /// <summary>The longest text: a sign, 17 digits, a point, an exponent of three digits, or leading or trailing zeros.</summary>
    public const int MaxLength = 32;

    /// <summary>
    /// The room that a destination must have: digits are written eight at a time, beyond the end of a number.
    /// </summary>
    public const int Room = MaxLength + 32;

    private const long LargestExactInteger = 1L << 53;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> destination, long value) => IntegerText.Write(destination, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> destination, double value)
    {
        // What does not fit becomes some number that is not equal; a saturating conversion would cost more than the rest.
        var integer = double.ConvertToIntegerNative<long>(value);
        return integer == value && integer is > -LargestExactInteger and < LargestExactInteger && (integer != 0 || !double.IsNegative(value))
            ? Write(destination, integer)
            : WriteFraction(destination, value);
    }

    /// <summary>
    /// The canonical number of OpenMetrics, which bounds are written as: Go's <c>%g</c>, with <c>.0</c> where nothing else
    /// says that it is no integer.
    /// </summary>
    public static int WriteCanonical(Span<byte> destination, double value)
    {
        if (value == 0)
        {
            "0.0"u8.CopyTo(destination);
            return 3;
        }

        return double.IsFinite(value) ? ShortestDecimal.Of(value).WriteCanonical(destination) : WriteNonFinite(destination, value);
    }

    private static int WriteFraction(Span<byte> destination, double value)
    {
        if (!double.IsFinite(value))
        {
            return WriteNonFinite(destination, value);
        }

        if (ShortFraction.TryWrite(destination, value, out var written))
        {
            return written;
        }

        if (value == 0)
        {
            "-0"u8.CopyTo(destination);
            return 2;
        }

        return ShortestDecimal.Of(value).Write(destination);
    }

    private static int WriteNonFinite(Span<byte> destination, double value)
    {
        var text = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
        text.CopyTo(destination);
        return text.Length;
    }
}
