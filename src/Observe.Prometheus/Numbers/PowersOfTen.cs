using System.Numerics;

namespace Observe.Prometheus.Numbers;

/// <summary>
/// 10^k as 128-bit fixed-point significands g with 10^k = g·2^r, 2^127 ≤ g &lt; 2^128, rounded up: the table that
/// <see cref="ShortestDecimal"/> multiplies with.
/// </summary>
internal static class PowersOfTen
{
    public const int Smallest = -292;
    public const int Largest = 324;

    private static readonly (ulong High, ulong Low)[] s_significands = Compute();

    public static (ulong High, ulong Low) Significand(int power) => s_significands[power - Smallest];

    /// <summary>⌊log2(10^power)⌋ for every power in the table.</summary>
    public static int FloorLog2(int power) => (power * 1741647) >> 19;

    private static (ulong, ulong)[] Compute()
    {
        var table = new (ulong, ulong)[Largest - Smallest + 1];
        for (var power = Smallest; power <= Largest; power++)
        {
            var shift = 127 - FloorLog2(power);
            var significand = power < 0
                ? DivideUp(BigInteger.One << shift, BigInteger.Pow(10, -power))
                : shift >= 0
                    ? BigInteger.Pow(10, power) << shift
                    : DivideUp(BigInteger.Pow(10, power), BigInteger.One << -shift);
            table[power - Smallest] = ((ulong)(significand >> 64), (ulong)(significand & ulong.MaxValue));
        }

        return table;
    }

    private static BigInteger DivideUp(BigInteger dividend, BigInteger divisor) => (dividend + divisor - 1) / divisor;
}
