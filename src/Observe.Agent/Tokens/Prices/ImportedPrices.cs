using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Observe.Agent.Tokens.Prices;

/// <summary>The prices that were imported, in a file of the data directory. An import adds what is new and leaves old prices to their days.</summary>
internal static class ImportedPrices
{
    public const string FileName = "prices.json";

    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, FileName);

    /// <exception cref="PriceFileException">The file is there, but cannot be used.</exception>
    public static IReadOnlyList<ModelPrice> Read(string dataDirectory) =>
        File.Exists(PathIn(dataDirectory)) ? PriceFile.Read(PathIn(dataDirectory), PriceOrigin.Imported) : [];

    /// <summary>What there will be after an import: a price that changed is dated, so that old usage keeps the old one.</summary>
    /// <returns>All rows, and how many of them are new.</returns>
    public static (IReadOnlyList<ModelPrice> Rows, int Added) Merge(IReadOnlyList<ModelPrice> present, IReadOnlyList<ModelPrice> imported, DateOnly day)
    {
        var latest = present
            .GroupBy(p => (p.Provider, p.Models[0]))
            .ToDictionary(g => g.Key, g => g.MaxBy(p => p.From ?? DateOnly.MinValue)!);
        var rows = present.ToList();
        foreach (var row in imported.DistinctBy(p => (p.Provider, p.Models[0])))
        {
            if (!latest.TryGetValue((row.Provider, row.Models[0]), out var before))
            {
                rows.Add(row);
            }
            else if (!SamePrices(before, row))
            {
                rows.RemoveAll(p => p.From == day && p.Provider == row.Provider && p.Models[0] == row.Models[0]);
                rows.Add(row with { From = day });
            }
        }

        return (rows, rows.Except(present).Count());
    }

    /// <exception cref="PriceFileException">It cannot be written; what was there stays.</exception>
    public static void Write(string dataDirectory, IReadOnlyList<ModelPrice> rows)
    {
        var path = PathIn(dataDirectory);
        var unfinished = path + ".new";
        try
        {
            Directory.CreateDirectory(dataDirectory);
            using (var file = File.Create(unfinished))
            using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                json.WriteStartArray("prices");
                foreach (var row in rows)
                {
                    WriteRow(json, row);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PriceFileException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <param name="origin">Where the row comes from, in a word; null when that goes without saying.</param>
    public static void WriteRow(Utf8JsonWriter json, ModelPrice row, string? origin = null)
    {
        json.WriteStartObject();
        if (origin is not null)
        {
            json.WriteString("origin", origin);
        }

        json.WriteString("provider", row.Provider);
        json.WriteStartArray("models");
        foreach (var model in row.Models)
        {
            json.WriteStringValue(model);
        }

        json.WriteEndArray();
        json.WriteNumber("input", row.Input);
        json.WriteNumber("output", row.Output);
        json.WriteNumber("cacheRead", row.CacheRead);
        json.WriteNumber("cacheWrite", row.CacheWrite);
        json.WriteNumber("reasoning", row.Reasoning);
        WriteDay(json, "from", row.From);
        WriteDay(json, "checked", row.Checked);
        json.WriteString("source", row.Source);
        json.WriteEndObject();
    }

    private static void WriteDay(Utf8JsonWriter json, string name, DateOnly? day)
    {
        if (day is not null)
        {
            json.WriteString(name, day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    private static bool SamePrices(ModelPrice a, ModelPrice b) =>
        (a.Input, a.Output, a.CacheRead, a.CacheWrite, a.Reasoning) == (b.Input, b.Output, b.CacheRead, b.CacheWrite, b.Reasoning);
}
