using System.Globalization;

namespace Observe.Agent.Tokens.Budgets;

/// <summary>Budgets in words for people.</summary>
internal static class BudgetText
{
    public static string Amount(decimal amount, string unit) => unit == "usd"
        ? string.Create(CultureInfo.InvariantCulture, $"${amount:N2}")
        : string.Create(CultureInfo.InvariantCulture, $"{amount:N0} tokens");

    public static string LimitAt(long? at, TokenCalendar calendar) => at is null
        ? "at the present rate the limit will not be reached in it"
        : $"at the present rate the limit will be reached at {Time(at.Value, calendar)}";

    /// <summary>As the clock of the configured time zone shows it.</summary>
    public static string Time(long at, TokenCalendar calendar) => calendar.ClockTime(at).ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);
}
