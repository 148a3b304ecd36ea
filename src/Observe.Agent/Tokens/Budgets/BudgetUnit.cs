namespace Observe.Agent.Tokens.Budgets;

/// <summary>What a budget limits.</summary>
internal enum BudgetUnit
{
    Tokens,

    /// <summary>US dollars; tokens without a price are in none of these budgets.</summary>
    Usd,
}
