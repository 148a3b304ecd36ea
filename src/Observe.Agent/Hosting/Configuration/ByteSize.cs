using System.Globalization;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>Sizes as people write them: <c>65536</c>, <c>64KiB</c>, <c>1MB</c>, <c>1.5GiB</c>.</summary>
internal static class ByteSize
{
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var rest = text.AsSpan().Trim();
        var digits = rest.IndexOfAnyExcept("0123456789.");
        var unit = digits < 0 ? "" : rest[digits..].Trim();
        var number = digits < 0 ? rest : rest[..digits];
        var bytesPerUnit = BytesPer(unit);
        if (bytesPerUnit == 0
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / bytesPerUnit
            || !decimal.IsInteger(count * bytesPerUnit))
        {
            return false;
        }

        bytes = (long)(count * bytesPerUnit);
        return true;
    }

    /// <summary>The shortest form that <see cref="TryParse"/> reads back exactly.</summary>
    public static string Format(long bytes) => bytes switch
    {
        0 => "0",
        _ when bytes % (1L << 40) == 0 => $"{bytes >> 40}TiB",
        _ when bytes % (1L << 30) == 0 => $"{bytes >> 30}GiB",
        _ when bytes % (1L << 20) == 0 => $"{bytes >> 20}MiB",
        _ when bytes % (1L << 10) == 0 => $"{bytes >> 10}KiB",
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };

    private static long BytesPer(ReadOnlySpan<char> unit)
    {
        Span<char> lower = stackalloc char[4];
        return unit.Length > 3 || unit.ToLowerInvariant(lower) < 0 ? 0 : lower[..unit.Length] switch
        {
            "" or "b" => 1,
            "kib" => 1L << 10,
            "mib" => 1L << 20,
            "gib" => 1L << 30,
            "tib" => 1L << 40,
            "kb" => 1_000,
            "mb" => 1_000_000,
            "gb" => 1_000_000_000,
            "tb" => 1_000_000_000_000,
            _ => 0,
        };
    }
}
