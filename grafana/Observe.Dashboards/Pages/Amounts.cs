using System.Globalization;
using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Pages;

/// <summary>Figures in the words of the docs.</summary>
internal static class Amounts
{
    private const double Kibi = 1024;

    public static string Text(double value, string unit) => unit switch
    {
        Units.Share => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value * 100, 2)} %"),
        Units.Seconds => string.Create(CultureInfo.InvariantCulture, $"{value} s"),
        Units.Bytes => Bytes(value),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Bytes(double value)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        while (value >= Kibi && unit + 1 < units.Length)
        {
            value /= Kibi;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value} {units[unit]}");
    }
}
