using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Budgets;

/// <summary>How a budget stands at a moment. Times are Unix milliseconds.</summary>
/// <param name="Used">In this period so far, of all agents that share a store.</param>
/// <param name="Projected">At the end of the period, at the present rate.</param>
/// <param name="LimitAt">When the limit will be reached at the present rate; null when not within the period, or when it is reached.</param>
/// <param name="Unpriced">Tokens of a budget of money that have no price.</param>
internal sealed record BudgetStatus(
    Budget Budget, TokenCalendar.Span Period, BudgetState State, decimal Used, decimal Projected, long? LimitAt, long Unpriced);
