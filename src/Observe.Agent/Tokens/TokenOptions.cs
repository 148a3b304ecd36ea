using System.ComponentModel.DataAnnotations;
using Observe.Agent.Tokens.Budgets;

namespace Observe.Agent.Tokens;

/// <summary>How tokens and money are accounted for.</summary>
internal sealed class TokenOptions
{
    /// <summary>Each is looked at in every commit.</summary>
    public const int MaxBudgets = 200;

    /// <summary>Whose hours, days and months count: a name of the IANA database.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>A file of prices that go before the built-in ones.</summary>
    public string? Prices { get; set; }

    public Dictionary<string, BudgetOptions> Budgets { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hourly"] = new() { Limit = 50_000, Period = BudgetPeriod.Hour },
        ["daily"] = new() { Limit = 500_000, Period = BudgetPeriod.Day },
    };

    /// <summary>A PostgreSQL database in which several agents add up their tokens, as <c>Host=…;Database=…</c> or <c>postgres://…</c>.</summary>
    public string? SharedStore { get; set; }

    /// <summary>A file that <see cref="SharedStore"/> stands in.</summary>
    public string? SharedStoreFile { get; set; }

    /// <summary>How long after a round of sharing the next one begins.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ShareInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <exception cref="TimeZoneNotFoundException">There is no such time zone; start-up checks that first.</exception>
    public TokenCalendar Calendar() => new(TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>What is wrong beyond the type and the limits of each option, by key.</summary>
    public IEnumerable<(string Key, string Fault)> Faults()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return ("tokens.timeZone", $"there is no time zone \"{TimeZone}\"; expected a name such as UTC, Europe/Berlin or Asia/Kolkata");
        }

        if (Budgets.Count > MaxBudgets)
        {
            yield return ("tokens.budgets", $"{Budgets.Count} budgets are declared, at most {MaxBudgets} are possible");
        }
    }
}
