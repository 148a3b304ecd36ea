using System.Globalization;

namespace Observe.Agent.Store;

/// <summary>Numbers in one text column, a blank between them.</summary>
internal static class NumberList
{
    public static string Write(double[] numbers) => string.Join(' ', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));

    public static string Write(long[] numbers) => string.Join(' ', numbers);

    public static double[] ReadDoubles(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];

    public static long[] ReadLongs(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
}
