namespace Observe.Agent.Tokens.Budgets;

/// <summary>What a budget is for: an hour, a day or a month of the calendar, the value of the <c>period</c> attribute.</summary>
internal enum BudgetPeriod
{
    Hour,
    Day,
    Month,
}
