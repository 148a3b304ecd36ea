using Observe.Prometheus.Buffers;
using Observe.Prometheus.Numbers;

namespace Observe.Prometheus.Formats;

/// <summary>Times within OpenMetrics: seconds since 1970 with up to seven decimals.</summary>
internal static class TextTimestamp
{
    private const int Decimals = 7;

    public static void Write(ref PageWriter writer, DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(Math.Abs(ticks), TimeSpan.TicksPerSecond, out var fraction);
        writer.Ensure(NumberText.MaxLength + Decimals + 2);
        if (ticks < 0)
        {
            writer.Put((byte)'-');
        }

        writer.Put(seconds);
        if (fraction == 0)
        {
            return;
        }

        writer.Put((byte)'.');
        Span<byte> digits = stackalloc byte[Decimals];
        var length = Decimals;
        for (var i = Decimals - 1; i >= 0; i--)
        {
            digits[i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        while (digits[length - 1] == '0')
        {
            length--;
        }

        writer.Put(digits[..length]);
    }
}
