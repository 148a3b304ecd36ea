namespace Observe.Agent.Tokens.Budgets;

/// <summary>Part of a budget.</summary>
/// <param name="Used">In the budget's unit.</param>
/// <param name="Unpriced">Tokens that belong to a budget of money, but have no price.</param>
internal readonly record struct BudgetAmount(decimal Used, long Unpriced)
{
    public static BudgetAmount operator +(BudgetAmount a, BudgetAmount b) => new(a.Used + b.Used, a.Unpriced + b.Unpriced);
}
