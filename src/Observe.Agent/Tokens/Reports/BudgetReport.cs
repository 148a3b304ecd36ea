using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Budgets;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Reports;

/// <summary>How the budgets stand, and when they came to stand otherwise.</summary>
internal sealed record BudgetReport(IReadOnlyList<BudgetStatus> Budgets, IReadOnlyList<BudgetTransition> History, TokenCalendar Calendar)
{
    public bool AnyExceeded => Budgets.Any(b => b.State == BudgetState.Exceeded);

    /// <summary>From the ledger alone, whether an agent runs or not.</summary>
    public static async Task<IReadOnlyList<BudgetStatus>> ReadAsync(
        TokenOptions options, PriceTable prices, IUsageLedger ledger, DateTimeOffset now, CancellationToken cancellation)
    {
        var calendar = options.Calendar();
        var at = now.ToUnixTimeMilliseconds();
        var month = calendar.MonthOf(at);
        var rows = await ledger.ReadAsync(month.Start, month.End, cancellation);
        return [.. Budget.Of(options).Select(budget => new BudgetMeter(budget, calendar, prices, (_, _) => rows).Evaluate(at, [], null))];
    }

    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("budgets");
        foreach (var status in Budgets)
        {
            Write(json, status);
        }

        json.WriteEndArray();
        json.WriteStartArray("history");
        foreach (var transition in History)
        {
            Write(json, transition);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, BudgetStatus status)
    {
        var budget = status.Budget;
        json.WriteStartObject();
        json.WriteString("budget", budget.Name);
        json.WriteString("period", budget.PeriodWord);
        json.WriteString("unit", budget.UnitWord);
        json.WriteString("state", AttributeValues.Of(status.State));
        json.WriteNumber("limit", budget.Limit);
        json.WriteNumber("used", status.Used);
        json.WriteNumber("projected", decimal.Round(status.Projected, 6));
        WriteTime(json, "period_start", status.Period.Start);
        WriteTime(json, "period_end", status.Period.End);
        WriteTime(json, "limit_at", status.LimitAt);
        json.WriteNumber("unpriced_tokens", status.Unpriced);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, BudgetTransition transition)
    {
        json.WriteStartObject();
        WriteTime(json, "at", transition.At);
        json.WriteString("budget", transition.Budget);
        json.WriteString("period", transition.Period);
        json.WriteString("from", AttributeValues.Of(transition.From));
        json.WriteString("to", AttributeValues.Of(transition.To));
        json.WriteNumber("used", transition.Used);
        json.WriteNumber("limit", transition.Limit);
        json.WriteString("unit", transition.Unit);
        WriteTime(json, "limit_at", transition.LimitAt);
        json.WriteEndObject();
    }

    private void WriteTime(Utf8JsonWriter json, string name, long? at)
    {
        if (at is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, Calendar.ClockTime(at.Value));
        }
    }
}
