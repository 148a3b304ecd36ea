using System.IO.Enumeration;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Budgets;

/// <summary>One budget in force.</summary>
internal sealed class Budget(string name, BudgetOptions options)
{
    private readonly Dictionary<string, bool> _matches = new(StringComparer.Ordinal);

    public string Name => name;

    public BudgetPeriod Period => options.Period;

    public BudgetUnit Unit => options.Unit;

    public decimal Limit { get; } = (decimal)options.Limit.GetValueOrDefault();

    public decimal WarningAt { get; } = (decimal)options.Limit.GetValueOrDefault() * (decimal)options.Warning;

    public string PeriodWord => Period switch { BudgetPeriod.Hour => "hour", BudgetPeriod.Day => "day", _ => "month" };

    public string UnitWord => Unit == BudgetUnit.Tokens ? "tokens" : "usd";

    public static IReadOnlyList<Budget> Of(TokenOptions options) =>
        [.. options.Budgets.Keys.Order(StringComparer.Ordinal).Select(name => new Budget(name, options.Budgets[name])).Where(b => b.Limit > 0)];

    public TokenCalendar.Span PeriodOf(TokenCalendar calendar, long at) => Period switch
    {
        BudgetPeriod.Hour => calendar.HourOf(at),
        BudgetPeriod.Day => calendar.DayOf(at),
        _ => calendar.MonthOf(at),
    };

    public BudgetState StateOf(decimal used) =>
        used >= Limit ? BudgetState.Exceeded : used >= WarningAt ? BudgetState.Warning : BudgetState.Ok;

    /// <summary>What these tokens take of the budget.</summary>
    public BudgetAmount AmountOf(in TokenHour of, long tokens, PriceTable prices, TokenCalendar calendar)
    {
        if (!Covers(of))
        {
            return default;
        }

        if (Unit == BudgetUnit.Tokens)
        {
            return new BudgetAmount(tokens, 0);
        }

        return prices.Find(of.Provider, of.Model, calendar.DateOf(of.Hour)) is { } price
            ? new BudgetAmount(tokens * price.Of(of.Type) / 1_000_000m, 0)
            : new BudgetAmount(0, tokens);
    }

    private bool Covers(in TokenHour of)
    {
        var key = $"{of.Provider}\n{of.Model}\n{of.Operation}";
        if (!_matches.TryGetValue(key, out var matches))
        {
            matches = Any(options.Providers, of.Provider) && Any(options.Models, of.Model) && Any(options.Operations, of.Operation);
            _matches[key] = matches;
        }

        return matches;
    }

    private static bool Any(IReadOnlyList<string> patterns, string name) =>
        patterns.Count == 0 || patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, name.Length == 0 ? "unknown" : name));
}
