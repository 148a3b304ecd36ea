using System.Buffers.Text;

namespace Observe.Prometheus.Numbers;

/// <summary>
/// Numbers of at most six decimals, such as 12.345: most durations and ratios. Faster than the general way and equal to it,
/// since an integer below 2^53 divided by an exact power of ten is rounded once, to the number that the decimal reads as.
/// </summary>
internal static class ShortFraction
{
    private const double Smallest = 1e-3;
    private const double Largest = 1e9;

    public static bool TryWrite(Span<byte> destination, double value, out int written)
    {
        var magnitude = Math.Abs(value);
        if (magnitude is >= Smallest and < Largest)
        {
            var thousandths = Math.Round(magnitude * 1e3);
            if (thousandths / 1e3 == magnitude)
            {
                written = Write(destination, value < 0, (long)thousandths, 1_000, 3);
                return true;
            }

            var millionths = Math.Round(magnitude * 1e6);
            if (millionths / 1e6 == magnitude)
            {
                written = Write(destination, value < 0, (long)millionths, 1_000_000, 6);
                return true;
            }
        }

        written = 0;
        return false;
    }

    private static int Write(Span<byte> destination, bool negative, long scaled, int scale, int decimals)
    {
        var position = 0;
        if (negative)
        {
            destination[position++] = (byte)'-';
        }

        var integer = scaled / scale;
        var fraction = (int)(scaled - (integer * scale));
        Utf8Formatter.TryFormat(integer, destination[position..], out var digits);
        position += digits;
        if (fraction == 0)
        {
            return position;
        }

        destination[position++] = (byte)'.';
        while (fraction % 10 == 0)
        {
            fraction /= 10;
            decimals--;
        }

        for (var i = decimals - 1; i >= 0; i--)
        {
            destination[position + i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        return position + decimals;
    }
}
