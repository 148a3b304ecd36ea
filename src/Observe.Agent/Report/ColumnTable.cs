namespace Observe.Agent.Report;

/// <summary>A table with a line of headings, plain text: columns as wide as what is in them, numbers to the right.</summary>
/// <param name="headings">One for each column.</param>
/// <param name="firstNumber">The first column of numbers; those before it are words.</param>
internal sealed class ColumnTable(IReadOnlyList<string> headings, int firstNumber)
{
    private readonly List<IReadOnlyList<string>> _rows = [headings];

    public void Add(IReadOnlyList<string> cells) => _rows.Add([.. cells.Select(TerminalText.Of)]);

    public void Write(TextWriter output)
    {
        var widths = Enumerable.Range(0, headings.Count).Select(i => _rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, i) => i < firstNumber ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
