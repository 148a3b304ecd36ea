namespace Observe.Agent.Records.Usage;

/// <summary>A budget that came to stand otherwise; told once.</summary>
/// <param name="PeriodStart">When the period began that it happened in, Unix milliseconds like all times here.</param>
/// <param name="At">When it was seen.</param>
/// <param name="Used">In the unit of the budget, like <paramref name="Limit"/>.</param>
/// <param name="Unit"><c>tokens</c> or <c>usd</c>.</param>
/// <param name="LimitAt">When the limit will be reached at the present rate, if that is within the period.</param>
internal sealed record BudgetTransition(
    string Budget, string Period, long PeriodStart, long At, BudgetState From, BudgetState To, decimal Used, decimal Limit, string Unit, long? LimitAt);
