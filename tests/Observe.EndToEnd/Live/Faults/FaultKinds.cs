using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live.Faults;

internal static class FaultKinds
{
    public static IFault Make(FaultKind kind) => kind switch
    {
        FaultKind.ErrorBurst => new ErrorBurst(),
        FaultKind.NewPattern => new NewPattern(),
        FaultKind.SpentBudget => new SpentBudget(),
        FaultKind.SlowLayer => SickDemo.SlowLayer(),
        FaultKind.RedHealth => SickDemo.RedHealth(),
        FaultKind.KilledAgent => new KilledAgent(),
        FaultKind.NoAgents => new NoAgents(),
        FaultKind.FullDisk => new FullDisk(),
        FaultKind.MemoryHog => new MemoryHog(),
        FaultKind.RefusedPushes => new RefusedPushes(),
        FaultKind.UnpricedModel => new UnpricedModel(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such fault"),
    };

    /// <summary>What this machine lacks for the fault; null when nothing.</summary>
    public static string? WhyNot(FaultKind kind) => kind switch
    {
        FaultKind.FullDisk or FaultKind.MemoryHog when !Environment.IsPrivilegedProcess => "needs root: it mounts a filesystem",
        FaultKind.FullDisk => Programs.WhatIsMissing("mount"),
        FaultKind.MemoryHog => Programs.WhatIsMissing("mount") ?? WhyNoCgroup(),
        _ => null,
    };

    private static string? WhyNoCgroup()
    {
        using var cgroup = MemoryCgroup.TryMake(1024 * 1024 * 1024);
        return cgroup is null ? "needs to make a memory cgroup, which a container may not" : null;
    }
}
