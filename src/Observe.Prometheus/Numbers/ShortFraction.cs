namespace Observe.Prometheus.Numbers;

/// <summary>
/// Numbers of at most six decimals, such as 12.345: most durations and ratios. Faster than the general way and equal to it,
/// since an integer below 2^53 divided by an exact power of ten is rounded once, to the number that the decimal reads as.
/// </summary>
internal static class ShortFraction
{
    private const double Smallest = 1e-3;
    private const double Largest = 1e9;
    private const int Scale = 1_000_000;
    private const int Decimals = 6;

    public static bool TryWrite(Span<byte> destination, double value, out int written)
    {
        var magnitude = Math.Abs(value);
        var millionths = Math.Round(magnitude * Scale);
        if (magnitude is < Smallest or >= Largest || millionths / Scale != magnitude)
        {
            written = 0;
            return false;
        }

        written = Write(destination, value < 0, (long)millionths);
        return true;
    }

    private static int Write(Span<byte> destination, bool negative, long scaled)
    {
        var position = 0;
        if (negative)
        {
            destination[position++] = (byte)'-';
        }

        var integer = scaled / Scale;
        var fraction = (uint)(scaled - (integer * Scale));
        position += IntegerText.Write(destination[position..], integer);
        destination[position++] = (byte)'.';
        var decimals = Decimals;
        if (fraction % 1000 == 0)
        {
            fraction /= 1000;
            decimals = Decimals / 2;
        }

        while (fraction % 10 == 0 && decimals > 1)
        {
            fraction /= 10;
            decimals--;
        }

        IntegerText.WriteDigits(destination[position..], decimals, fraction);
        return position + decimals;
    }
}
