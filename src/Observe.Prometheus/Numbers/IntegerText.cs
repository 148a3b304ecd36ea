using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Prometheus.Numbers;

/// <summary>Integers as text, the small ones that counts mostly are without a call.</summary>
internal static class IntegerText
{
    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> destination, long value)
    {
        if ((ulong)value < 10)
        {
            destination[0] = (byte)('0' + value);
            return 1;
        }

        return (ulong)value < 10_000 ? WriteBelowTenThousand(destination, (uint)value) : WriteAny(destination, value);
    }

    /// <summary>Writes as many digits as are asked for, zeros in front.</summary>
    public static void WriteDigits(Span<byte> destination, int count, uint value)
    {
        var position = count;
        while (position >= 2)
        {
            position -= 2;
            (value, var pair) = Math.DivRem(value, 100);
            WritePair(destination[position..], pair);
        }

        if (position == 1)
        {
            destination[0] = (byte)('0' + value);
        }
    }

    private static int WriteBelowTenThousand(Span<byte> destination, uint value)
    {
        if (value < 100)
        {
            WritePair(destination, value);
            return 2;
        }

        var (high, low) = Math.DivRem(value, 100);
        if (high < 10)
        {
            destination[0] = (byte)('0' + high);
            WritePair(destination[1..], low);
            return 3;
        }

        WritePair(destination, high);
        WritePair(destination[2..], low);
        return 4;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteAny(Span<byte> destination, long value)
    {
        Utf8Formatter.TryFormat(value, destination, out var written);
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePair(Span<byte> destination, uint value) =>
        MemoryMarshal.Write(destination, MemoryMarshal.Read<ushort>(Pairs[(int)(2 * value)..]));
}
