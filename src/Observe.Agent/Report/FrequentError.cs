using System.Globalization;
using System.Text.Json;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Store;

namespace Observe.Agent.Report;

/// <summary>An error message that came often, with what varies in it masked.</summary>
internal sealed record FrequentError(string Pattern, string Message, string Level, long Count, DateTimeOffset? LastSeen)
{
    /// <summary>The most frequent patterns of level error and fatal, the most frequent first.</summary>
    public static IReadOnlyList<FrequentError> Of(StoredState state, int most)
    {
        var patterns = state.Patterns.ToDictionary(p => p.Id, StringComparer.Ordinal);
        return
        [
            .. state.Counters
                .Where(c => c.Key.Metric == MetricNames.LogPatternRecords && c.Key["level"] is "error" or "fatal" && patterns.ContainsKey(c.Key["pattern"]))
                .OrderByDescending(c => c.Value)
                .ThenBy(c => c.Key["pattern"], StringComparer.Ordinal)
                .Take(most)
                .Select(c => Of(patterns[c.Key["pattern"]], c.Key["level"], c.Value)),
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
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Count,12:N0} {Level,-6} {HealthReport.Time(LastSeen)}  {Message}"));

    private static FrequentError Of(LogPattern pattern, string level, long count) =>
        new(pattern.Id, pattern.Template, level, count, DateTimeOffset.FromUnixTimeMilliseconds(pattern.LastSeen));
}
