namespace Observe.Agent.Tokens.Budgets;

/// <summary>What others used of a budget.</summary>
/// <param name="PeriodStart">When the period began that this is of, in Unix milliseconds.</param>
internal sealed record BudgetUse(long PeriodStart, BudgetAmount Amount);
