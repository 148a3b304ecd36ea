using System.Globalization;
using System.Text.Json;

namespace Observe.Agent.Report;

/// <summary>What one pass over the files found.</summary>
/// <param name="Files">Files that were looked at.</param>
/// <param name="Skipped">Files that could not be read, by reason.</param>
internal sealed record ProcessSummary(IReadOnlyList<ProcessedFile> Files, LogTotals Totals, IReadOnlyDictionary<string, int> Skipped, TimeSpan Elapsed)
{
    /// <summary>Files that are listed one by one for people.</summary>
    private const int Listed = 20;

    private IReadOnlyDictionary<string, KindTotals> Kinds => KindTotals.Of(Files, f => f.Kind, f => f.Entries, f => f.Errors);

    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("files", Files.Count);
        json.WriteNumber("lines", Totals.Lines);
        json.WriteNumber("bytes", Totals.Bytes);
        json.WriteCounts("levels", Totals.Levels);
        json.WriteCounts("providers", Totals.Providers);
        json.WriteStartObject("tokens");
        json.WriteNumber("input", Totals.Tokens.GetValueOrDefault("input"));
        json.WriteNumber("output", Totals.Tokens.GetValueOrDefault("output"));
        foreach (var (type, tokens) in Totals.Tokens.Where(t => t.Key is not ("input" or "output")))
        {
            json.WriteNumber(type, tokens);
        }

        json.WriteEndObject();
        json.WriteCounts("unparsed", Totals.Unparsed);
        json.WriteCounts("formats", By(f => f.Format));
        KindTotals.WriteJson(json, Kinds);
        json.WriteCounts("skipped", Skipped.Select(s => KeyValuePair.Create(s.Key, (long)s.Value)));
        json.WriteStartArray("by_file");
        foreach (var file in Files)
        {
            file.WriteJson(json);
        }

        json.WriteEndArray();
        json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
        json.WriteEndObject();
    }

    public void WriteTable(TextWriter output)
    {
        var seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        var table = new TextTable(output);
        table.Row("files", Number(Files.Count));
        table.Row("lines", Number(Totals.Lines));
        table.Row("bytes", Number(Totals.Bytes));
        table.Row("seconds", string.Create(CultureInfo.InvariantCulture, $"{seconds:0.000} ({Totals.Bytes / 1e6 / seconds:0} MB/s)"));
        table.Section("level", Totals.Levels, Totals.Lines);
        table.Section("provider", Totals.Providers, Totals.Lines);
        table.Section("kind of file", Kinds.ToDictionary(k => k.Key, k => k.Value.Entries, StringComparer.Ordinal), Totals.Lines);
        table.Section("format", By(f => f.Format), Totals.Lines);
        table.Section("tokens", Totals.Tokens, total: 0);
        table.Section("unparsed", Totals.Unparsed, Totals.Lines);
        table.Section("skipped files", Skipped.ToDictionary(s => s.Key, s => (long)s.Value), total: 0);
        if (Files.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("files (those with the most entries first)");
        }

        foreach (var file in Files.OrderByDescending(f => f.Entries).ThenBy(f => f.Path, StringComparer.Ordinal).Take(Listed))
        {
            file.WriteLine(output);
        }

        if (Files.Count > Listed)
        {
            output.WriteLine($"  and {Number(Files.Count - Listed)} more; --json lists them all");
        }
    }

    private SortedDictionary<string, long> By(Func<ProcessedFile, string> of) => new(
        Files.GroupBy(of, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(f => f.Entries), StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
