using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Store;

namespace Observe.Agent.Report;

/// <summary>How the logs have been, from what was committed; whether an agent runs does not matter.</summary>
internal sealed record HealthReport(LogTotals Totals, IReadOnlyList<FileHealth> Files, IReadOnlyList<FrequentError> FrequentErrors, double Threshold)
{
    /// <summary>Share of error and fatal lines, 0 to 1; 0 when there are no lines.</summary>
    public double ErrorRate => Totals.Lines == 0 ? 0 : (double)Totals.ErrorLines / Totals.Lines;

    public bool IsHealthy => ErrorRate <= Threshold;

    public DateTimeOffset? LastSeen => Files.Max(f => f.LastSeen);

    public long Size => Files.Sum(f => f.Size);

    private IReadOnlyDictionary<string, KindTotals> Kinds => KindTotals.Of(Files, f => f.Kind, f => f.Entries, f => f.Errors);

    /// <param name="kindOf">The kind of a file by its path.</param>
    /// <param name="sizeOf">The present size of a file in bytes; null when it is gone.</param>
    public static HealthReport Of(StoredState state, IReadOnlyList<FrequentError> errors, double threshold, Func<string, long?> sizeOf, Func<string, string> kindOf)
    {
        // A rotated file keeps its checkpoint under its last name; one path can so stand for several files.
        var files = state.Files
            .GroupBy(f => f.Path, StringComparer.Ordinal)
            .Select(g => new FileHealth(
                g.Key,
                g.Sum(f => f.Lines),
                g.Sum(f => f.ErrorLines),
                sizeOf(g.Key),
                g.Max(f => f.LastReadUnixMilliseconds) is > 0 and var last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null,
                kindOf(g.Key),
                FormatName.Of(g.MaxBy(f => f.LastReadUnixMilliseconds)!.Format)))
            .OrderByDescending(f => f.LastSeen)
            .ThenBy(f => f.Path, StringComparer.Ordinal)
            .ToList();
        return new HealthReport(LogTotals.Of(state.Counters), files, errors, threshold);
    }

    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteBoolean("healthy", IsHealthy);
        json.WriteNumber("entries", Totals.Lines);
        json.WriteNumber("errors", Totals.ErrorLines);
        json.WriteNumber("error_rate", Math.Round(ErrorRate, 6));
        json.WriteNumber("threshold", Threshold);
        json.WriteNumber("size", Size);
        WriteTime(json, "last_seen", LastSeen);
        json.WriteCounts("levels", Totals.Levels);
        json.WriteStartObject("providers");
        foreach (var (provider, entries) in Totals.Providers)
        {
            json.WriteStartObject(provider);
            json.WriteNumber("entries", entries);
            json.WriteNumber("share", Math.Round((double)entries / Math.Max(1, Totals.Lines), 6));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        KindTotals.WriteJson(json, Kinds);
        json.WriteStartArray("files");
        foreach (var file in Files)
        {
            file.WriteJson(json);
        }

        json.WriteEndArray();
        json.WriteStartArray("frequent_errors");
        foreach (var error in FrequentErrors)
        {
            error.WriteJson(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void WriteTable(TextWriter output)
    {
        var table = new TextTable(output);
        table.Row("state", IsHealthy ? "healthy" : "UNHEALTHY");
        table.Row("error rate", string.Create(CultureInfo.InvariantCulture, $"{ErrorRate:0.00 %} of {Totals.Lines:N0} entries (threshold {Threshold:0.##%})"));
        table.Row("files", string.Create(CultureInfo.InvariantCulture, $"{Files.Count:N0}, {Size:N0} bytes"));
        table.Row("last seen", Time(LastSeen));
        table.Section("level", Totals.Levels, Totals.Lines);
        table.Section("provider", Totals.Providers, Totals.Lines);
        table.Section("kind of file", Kinds.ToDictionary(k => k.Key, k => k.Value.Entries, StringComparer.Ordinal), Files.Sum(f => f.Entries));
        output.WriteLine();
        output.WriteLine("files (the latest first)");
        foreach (var file in Files.Take(20))
        {
            file.WriteLine(output);
        }

        if (FrequentErrors.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("most frequent errors");
        }

        foreach (var error in FrequentErrors)
        {
            error.WriteLine(output);
        }
    }

    internal static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "never";

    internal static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, Time(time));
        }
    }
}
