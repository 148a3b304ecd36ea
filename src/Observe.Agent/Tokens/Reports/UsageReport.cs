using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Reports;

/// <summary>What was used in some hours up to now, and what it cost.</summary>
internal sealed record UsageReport(DateTimeOffset From, DateTimeOffset To, ReportBy By, IReadOnlyList<UsageGroup> Groups, UsageGroup Total)
{
    public const int MaxHours = 400 * 24;

    public static async Task<UsageReport> ReadAsync(
        IUsageLedger ledger, PriceTable prices, TokenCalendar calendar, DateTimeOffset now, int hours, ReportBy by, CancellationToken cancellation)
    {
        // The running hour and as many before it as make up the number.
        var to = calendar.HourOf(now.ToUnixTimeMilliseconds()).End;
        var from = calendar.HourOf(to - (hours * 3_600_000L)).Start;
        var rows = await ledger.ReadAsync(from, to, cancellation);
        var groups = new Dictionary<string, UsageGroup>(StringComparer.Ordinal);
        var total = new UsageGroup([]);
        foreach (var row in rows)
        {
            var names = NamesOf(row.Hour, by, calendar);
            var key = string.Join('\n', names.Select(n => n.Value));
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = new UsageGroup(names);
            }

            var price = prices.Find(row.Hour.Provider, row.Hour.Model, calendar.DateOf(row.Hour.Hour));
            group.Add(row, price);
            total.Add(row, price);
        }

        // Times in their order, which is not that of their text where a clock is set back; all else the most used first.
        var ordered = by is ReportBy.Hour or ReportBy.Day
            ? groups.OrderBy(g => g.Value.Earliest)
            : groups.OrderByDescending(g => g.Value.Total).ThenBy(g => g.Key, StringComparer.Ordinal);
        return new UsageReport(calendar.ClockTime(from), calendar.ClockTime(Math.Min(to, now.ToUnixTimeMilliseconds())), by, [.. ordered.Select(g => g.Value)], total);
    }

    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("from", Time(From));
        json.WriteString("to", Time(To));
        json.WriteString("by", By.ToString().ToLowerInvariant());
        json.WriteStartArray("groups");
        foreach (var group in Groups)
        {
            group.WriteJson(json);
        }

        json.WriteEndArray();
        json.WritePropertyName("total");
        Total.WriteJson(json);
        json.WriteEndObject();
    }

    private static KeyValuePair<string, string>[] NamesOf(in TokenHour hour, ReportBy by, TokenCalendar calendar) => by switch
    {
        ReportBy.Model => [new("provider", LogMetrics.NameOf(hour.Provider)), new("model", LogMetrics.NameOf(hour.Model))],
        ReportBy.Provider => [new("provider", LogMetrics.NameOf(hour.Provider))],
        ReportBy.Operation => [new("operation", LogMetrics.NameOf(hour.Operation))],
        ReportBy.Type => [new("type", AttributeValues.Of(hour.Type))],
        ReportBy.Origin => [new("origin", AttributeValues.Of(hour.Origin))],
        ReportBy.Hour => [new("hour", Time(calendar.ClockTime(hour.Hour)))],
        _ => [new("day", calendar.DateOf(hour.Hour).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))],
    };

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
