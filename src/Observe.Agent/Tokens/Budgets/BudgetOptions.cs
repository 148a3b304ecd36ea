using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Tokens.Budgets;

/// <summary>One budget, as declared.</summary>
internal sealed class BudgetOptions
{
    /// <summary>Tokens or US dollars in a period; 0 takes a default budget away.</summary>
    [Required]
    [Range(0.0, 1e15)]
    public double? Limit { get; set; }

    public BudgetUnit Unit { get; set; }

    public BudgetPeriod Period { get; set; } = BudgetPeriod.Day;

    /// <summary>The share of the limit that warns.</summary>
    [Range(0.01, 1.0)]
    public double Warning { get; set; } = 0.8;

    /// <summary>Only usage of these providers, with <c>*</c> and <c>?</c>; without any, of all.</summary>
    public IReadOnlyList<string> Providers { get; set; } = [];

    public IReadOnlyList<string> Models { get; set; } = [];

    public IReadOnlyList<string> Operations { get; set; } = [];
}
