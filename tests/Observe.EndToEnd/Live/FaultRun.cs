using System.Diagnostics;
using Observe.EndToEnd.Harness;
using Observe.EndToEnd.Live.Faults;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Live;

/// <summary>
/// Injects faults side by side and follows the alert of each: to Prometheus, to the agent's webhook, and back to rest. How long an
/// alert is pending is asked of Prometheus' own times; the test's clock only says when to give up, generously, as the machine
/// may be busy with other things.
/// </summary>
internal sealed class FaultRun(LiveStack stack, ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TimeSpan _untilFired = Patience + stack.Scale.Of(TimeSpan.FromMinutes(30));
    private readonly TimeSpan _untilResolved = (2 * Patience) + stack.Scale.Of(TimeSpan.FromMinutes(80));
    private IReadOnlyList<LiveRule> _rules = [];

    public async Task RunAsync(IReadOnlyList<FaultKind> kinds)
    {
        var faults = kinds.Select(kind => (Kind: kind, Fault: FaultKinds.Make(kind))).ToList();
        try
        {
            foreach (var (_, fault) in faults)
            {
                await fault.PrepareAsync(stack);
            }

            await stack.WaitUntilSeenAsync();
            _rules = await stack.RulesAsync();
            var all = Task.WhenAll(faults.Select(f => FollowAsync(f.Kind, f.Fault)));
            await all.ContinueWith(_ => { }, TaskScheduler.Default);
            if (all.Exception is { InnerExceptions: var failed })
            {
                Assert.Fail(string.Join("\n\n", failed.Select(e => e.Message)));
            }
        }
        finally
        {
            faults.ForEach(f => f.Fault.Dispose());
        }
    }

    private async Task FollowAsync(FaultKind kind, IFault fault)
    {
        await UntilQuietAsync(fault);
        var clock = Stopwatch.StartNew();
        await fault.BeginAsync(stack);
        var fired = await UntilAsync(fault, _untilFired, "fires in Prometheus", async () => (await stack.HeldAsync()).FirstOrDefault(a => a.State == "firing" && a.Has(fault.Alert)));
        await UntilAsync(fault, _untilFired, "is heard by the agent", async () => (await stack.HeardAsync(resolved: false)).FirstOrDefault(a => a.Has(fault.Alert)));
        var heard = clock.Elapsed;

        await fault.EndAsync(stack);
        clock.Restart();
        await UntilAsync(fault, _untilResolved, "is resolved at the agent", async () => (await stack.HeardAsync(resolved: true)).FirstOrDefault(a => a.Has(fault.Alert)));
        var resolved = clock.Elapsed;
        Assert.DoesNotContain(await stack.HeardAsync(resolved: false), a => a.Has(fault.Alert));

        // Samples are kept to the millisecond, the alert's beginning more finely.
        var pending = await FirstFiringAsync(fault) - fired.Since.AddTicks(-(fired.Since.Ticks % TimeSpan.TicksPerMillisecond));
        var limit = Rule(fault).For;
        output.WriteLine(FormattableString.Invariant(
            $"{kind}, {fired.Name} ({fired.Severity}): pending {pending.TotalSeconds:0.0} s of {limit.TotalSeconds:0.0} s, heard {heard.TotalSeconds:0.0} s after the fault began, resolved {resolved.TotalSeconds:0.0} s after it ended"));
        Assert.InRange(pending, limit, limit + (2 * stack.Scale.Interval));
    }

    /// <summary>Before the first scrape some things are missing for a moment.</summary>
    private Task UntilQuietAsync(IFault fault) => Eventually.TrueAsync(
        async () => !(await stack.HeldAsync()).Any(a => a.Has(fault.Alert)), Patience, () => $"{string.Join(' ', fault.Alert)} is there before the fault");

    private LiveRule Rule(IFault fault) => _rules.Single(r => r.Name == fault.Alert["alertname"] && r.Severity == fault.Alert["severity"]);

    /// <summary>The time of the first evaluation that found the alert firing.</summary>
    private async Task<DateTimeOffset> FirstFiringAsync(IFault fault)
    {
        var matchers = string.Join(',', fault.Alert.Append(new("alertstate", "firing")).Select(l => $"{l.Key}=\"{l.Value}\""));
        var data = await stack.Prometheus.DataAsync($"query?query={Uri.EscapeDataString($"ALERTS{{{matchers}}}[3h]")}");
        return DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(data.GetProperty("result")[0].GetProperty("values")[0][0].GetDouble() * 1000));
    }

    private async Task<LiveAlert> UntilAsync(IFault fault, TimeSpan limit, string what, Func<Task<LiveAlert?>> find)
    {
        LiveAlert? found = null;
        var clock = Stopwatch.StartNew();
        while ((found = await find()) is null)
        {
            if (clock.Elapsed > limit)
            {
                Assert.Fail($"waited in vain until {string.Join(' ', fault.Alert)} {what}. Prometheus holds:\n{string.Join('\n', await stack.HeldAsync())}\nThe agent has heard of:\n{string.Join('\n', await stack.HeardAsync(resolved: false))}");
            }

            await Task.Delay(200);
        }

        return found;
    }
}
