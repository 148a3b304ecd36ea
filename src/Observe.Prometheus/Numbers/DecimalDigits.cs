using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Observe.Prometheus.Numbers;

/// <summary>The up to 17 digits of a shortest decimal, eight at a time in one register.</summary>
internal static class DecimalDigits
{
    public const int Most = 17;

    private const int Sixteen = 16;
    private const ulong TenToThe8 = 100_000_000;

    private static readonly ulong[] s_powers = [.. Enumerable.Range(0, Most).Select(power => (ulong)Math.Pow(10, power))];

    /// <summary>10^power, for powers of 0 to 16.</summary>
    public static ulong Power(int power) => s_powers[power];

    public static int Count(ulong digits)
    {
        var count = Most;
        while (count > 1 && digits < s_powers[count - 1])
        {
            count--;
        }

        return count;
    }

    /// <summary>Writes a number of exactly so many digits, at most 16, zeros in front; 16 bytes are touched.</summary>
    public static void Write(Span<byte> destination, ulong digits, int count)
    {
        var (high, low) = Math.DivRem(digits * s_powers[Sixteen - count], TenToThe8);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Eight((uint)high));
        BinaryPrimitives.WriteUInt64LittleEndian(destination[sizeof(ulong)..], Eight((uint)low));
    }

    /// <summary>Writes all digits of a number of so many.</summary>
    public static void WriteAll(Span<byte> destination, ulong digits, int count)
    {
        if (count == Most)
        {
            (var first, digits) = Math.DivRem(digits, s_powers[Sixteen]);
            destination[0] = (byte)('0' + first);
            destination = destination[1..];
            count--;
        }

        Write(destination, digits, count);
    }

    /// <summary>
    /// Eight digits of a number as text. Fours, pairs and single digits are split off in parallel, dividing by multiplication:
    /// 10486/2^20 is near enough to 1/100 below 10^4, and 103/2^10 to 1/10 below 100.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(uint value)
    {
        var (high, low) = Math.DivRem(value, 10_000);
        var fours = high | ((ulong)low << 32);
        var hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
        var pairs = hundreds | ((fours - (hundreds * 100)) << 16);
        var tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
        var ones = pairs - (tens * 10);
        return (tens | (ones << 8)) + 0x3030_3030_3030_3030;
    }
}
