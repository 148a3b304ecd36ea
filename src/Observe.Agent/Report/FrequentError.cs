using System.Globalization;
using System.Text.Json;
using Observe.Agent.Records;
using Observe.Agent.Store;

namespace Observe.Agent.Report;

/// <summary>An error message that came often, with what varies in it masked.</summary>
internal sealed record FrequentError(string Pattern, string Message, string Level, long Count, DateTimeOffset? LastSeen)
{
    /// <summary>The most frequent patterns of level error and fatal, the most frequent first.</summary>
    public static IReadOnlyList<FrequentError> Of(StoredState state, int most)
    {
        var patterns = state.Patterns().ToDictionary(p => p.Id, StringComparer.Ordinal);
        return
        [
            .. state.PatternCounts()
                .Where(c => c.Level is "error" or "fatal" && patterns.ContainsKey(c.Pattern))
                .OrderByDescending(c => c.Count)
                .ThenBy(c => c.Pattern, StringComparer.Ordinal)
                .Take(most)
                .Select(c => Of(patterns[c.Pattern], c.Level, c.Count)),
        ];
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("pattern", Pattern);
        json.WriteString("message", Message);
        json.WriteString("level", Level);
        json.WriteNumber("count", Count);
        HealthReport.WriteTime(json, "last_seen", LastSeen);
        json.WriteEndObject();
    }

    public void WriteLine(TextWriter output) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Count,12:N0} {Level,-6} {HealthReport.Time(LastSeen)}  {TerminalText.Of(Message)}"));

    private static FrequentError Of(LogPattern pattern, string level, long count) =>
        new(pattern.Id, pattern.Template, level, count, DateTimeOffset.FromUnixTimeMilliseconds(pattern.LastSeen));
}
