namespace Observe.Agent.Records.Usage;

/// <summary>How a budget stands, the value of the <c>state</c> attribute.</summary>
internal enum BudgetState : byte
{
    Ok,

    /// <summary>The share is used that warns.</summary>
    Warning,

    /// <summary>The limit is reached.</summary>
    Exceeded,
}
