using System.Globalization;

namespace Observe.Agent.Report;

/// <summary>Aligned names and values, plain text: reads the same on a terminal and in a file.</summary>
internal sealed class TextTable(TextWriter output)
{
    private const int NameWidth = 28;
    private const int ValueWidth = 16;

    public void Row(string name, string value) => output.WriteLine($"{name.PadRight(NameWidth)} {TerminalText.Of(value)}");

    /// <summary>A title and its counts, the largest first, each with its share when there is a total. Nothing when there are none.</summary>
    public void Section(string title, IReadOnlyDictionary<string, long> counts, long total)
    {
        if (counts.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(title);
        foreach (var (name, count) in counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal))
        {
            var value = count.ToString("N0", CultureInfo.InvariantCulture).PadLeft(ValueWidth);
            var share = total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / total,7:0.0} %") : "";
            output.WriteLine($"  {TerminalText.Of(name).PadRight(NameWidth - 2)} {value}{share}");
        }
    }
}
