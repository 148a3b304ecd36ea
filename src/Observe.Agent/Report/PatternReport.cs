using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Records;
using Observe.Agent.Store;

namespace Observe.Agent.Report;

/// <summary>One pattern with its counts by level.</summary>
internal sealed record PatternReport(LogPattern Pattern, IReadOnlyDictionary<string, long> Levels)
{
    public string Id => Pattern.Id;

    public string Template => Pattern.Template;

    public long Count => Levels.Values.Sum();

    /// <summary>Every committed pattern, the most frequent first.</summary>
    public static IEnumerable<PatternReport> Of(StoredState state)
    {
        var counts = state.PatternCounts().ToLookup(c => c.Pattern, StringComparer.Ordinal);
        return state.Patterns()
            .Select(p => new PatternReport(p, counts[p.Id].ToDictionary(c => c.Level, c => c.Count, StringComparer.Ordinal)))
            .OrderByDescending(p => p.Count)
            .ThenBy(p => p.Id, StringComparer.Ordinal);
    }

    public static void WriteJson(Stream output, IEnumerable<PatternReport> patterns)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
        foreach (var pattern in patterns)
        {
            pattern.WriteJson(json);
        }

        json.WriteEndArray();
    }

    public void WriteLine(TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{Id}  {Count,12:N0}  {Time(Pattern.LastSeen)}  {string.Join(',', Levels.Keys.Order(StringComparer.Ordinal)),-10}  {TerminalText.Of(Template)}"));

    public void WriteAll(TextWriter output)
    {
        var table = new TextTable(output);
        table.Row("pattern", Id);
        table.Row("template", Template);
        table.Row("example", Pattern.Example);
        table.Row("first seen", Time(Pattern.FirstSeen));
        table.Row("last seen", Time(Pattern.LastSeen));
        table.Section("level", Levels, Count);
    }

    private static string Time(long unixMilliseconds) => HealthReport.Time(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds));

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("template", Template);
        json.WriteString("example", Pattern.Example);
        json.WriteString("first_seen", Time(Pattern.FirstSeen));
        json.WriteString("last_seen", Time(Pattern.LastSeen));
        json.WriteNumber("count", Count);
        json.WriteCounts("levels", Levels);
        json.WriteEndObject();
    }
}
