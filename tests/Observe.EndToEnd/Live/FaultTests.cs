using Observe.EndToEnd.Collectors;
using Observe.EndToEnd.Harness;
using Observe.EndToEnd.Live.Faults;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Live;

/// <summary>
/// A fault fires its alert within its <c>for</c> and two intervals, the alert reaches the agent's webhook, and ends after the fault
/// has ended. In the normal run three faults side by side while time runs 15 times faster; in the long form each alone, and those
/// that fire within two minutes also as the rules are delivered.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [NeedsFact("prometheus", "prometheus-alertmanager", NodeExporter.Program, ProcessExporter.Program)]
    public Task Errors_a_spent_budget_and_a_killed_agent_are_told_and_taken_back() =>
        RunAsync(TimeScale.Fast, FaultKind.ErrorBurst, FaultKind.SpentBudget, FaultKind.KilledAgent);

    [NeedsTheory("prometheus", "prometheus-alertmanager", NodeExporter.Program, ProcessExporter.Program)]
    [LongFault(FaultKind.ErrorBurst)]
    [LongFault(FaultKind.NewPattern)]
    [LongFault(FaultKind.SpentBudget)]
    [LongFault(FaultKind.SlowLayer)]
    [LongFault(FaultKind.RedHealth)]
    [LongFault(FaultKind.KilledAgent)]
    [LongFault(FaultKind.NoAgents)]
    [LongFault(FaultKind.FullDisk)]
    [LongFault(FaultKind.MemoryHog)]
    [LongFault(FaultKind.RefusedPushes)]
    [LongFault(FaultKind.UnpricedModel)]
    public Task Each_fault_alone(FaultKind kind) => RunAsync(TimeScale.Fast, kind);

    [LongFact("prometheus", "prometheus-alertmanager", NodeExporter.Program, ProcessExporter.Program)]
    public Task What_fires_within_two_minutes_does_so_as_delivered() => RunAsync(
        TimeScale.Real,
        [.. Enum.GetValues<FaultKind>()
            .Except([FaultKind.SlowLayer, FaultKind.NoAgents, FaultKind.RefusedPushes, FaultKind.UnpricedModel])
            .Where(IsPossible)]);

    private async Task RunAsync(TimeScale scale, params FaultKind[] kinds)
    {
        using var stack = await LiveStack.StartAsync(_home, scale);
        await new FaultRun(stack, output).RunAsync(kinds);
    }

    private bool IsPossible(FaultKind kind)
    {
        if (FaultKinds.WhyNot(kind) is not { } reason)
        {
            return true;
        }

        output.WriteLine($"without {kind}: {reason}");
        return false;
    }
}
