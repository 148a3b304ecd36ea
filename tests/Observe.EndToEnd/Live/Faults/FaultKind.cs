namespace Observe.EndToEnd.Live.Faults;

/// <summary>Every fault that is injected.</summary>
public enum FaultKind
{
    ErrorBurst,
    NewPattern,
    SpentBudget,
    SlowLayer,
    RedHealth,
    KilledAgent,
    NoAgents,
    FullDisk,
    MemoryHog,
    RefusedPushes,
    UnpricedModel,
}
