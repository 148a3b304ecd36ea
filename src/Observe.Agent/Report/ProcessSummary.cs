using System.Globalization;
using System.Text.Json;

namespace Observe.Agent.Report;

/// <summary>What one pass over the files found.</summary>
/// <param name="Files">Files that were looked at.</param>
/// <param name="Skipped">Files that could not be read, by reason.</param>
internal sealed record ProcessSummary(int Files, LogTotals Totals, IReadOnlyDictionary<string, int> Skipped, TimeSpan Elapsed)
{
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("files", Files);
        json.WriteNumber("lines", Totals.Lines);
        json.WriteNumber("bytes", Totals.Bytes);
        WriteCounts(json, "levels", Totals.Levels);
        WriteCounts(json, "providers", Totals.Providers);
        json.WriteStartObject("tokens");
        json.WriteNumber("input", Totals.Tokens.GetValueOrDefault("input"));
        json.WriteNumber("output", Totals.Tokens.GetValueOrDefault("output"));
        foreach (var (type, tokens) in Totals.Tokens.Where(t => t.Key is not ("input" or "output")))
        {
            json.WriteNumber(type, tokens);
        }

        json.WriteEndObject();
        WriteCounts(json, "unparsed", Totals.Unparsed);
        json.WriteStartObject("skipped");
        foreach (var (reason, files) in Skipped)
        {
            json.WriteNumber(reason, files);
        }

        json.WriteEndObject();
        json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
        json.WriteEndObject();
    }

    public void WriteTable(TextWriter output)
    {
        var seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        var table = new TextTable(output);
        table.Row("files", Number(Files));
        table.Row("lines", Number(Totals.Lines));
        table.Row("bytes", Number(Totals.Bytes));
        table.Row("seconds", string.Create(CultureInfo.InvariantCulture, $"{seconds:0.000} ({Totals.Bytes / 1e6 / seconds:0} MB/s)"));
        table.Section("level", Totals.Levels, Totals.Lines);
        table.Section("provider", Totals.Providers, Totals.Lines);
        table.Section("tokens", Totals.Tokens, total: 0);
        table.Section("unparsed", Totals.Unparsed, Totals.Lines);
        table.Section("skipped files", Skipped.ToDictionary(s => s.Key, s => (long)s.Value), total: 0);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }
}
