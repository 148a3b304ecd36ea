using Observe.EndToEnd.Collectors;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Live;

/// <summary>
/// The healthy demo under the project's own rules: nothing is wrong, so nothing warns. A minute and a half in which time runs six
/// times faster, as <see cref="TimeScale"/> says; in the long form also ten minutes as they are. Not faster than that: the demo's
/// lines do not come faster, and among few lines a few errors are a high rate.
/// </summary>
public sealed class HealthyDemoTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [NeedsFact("prometheus", "prometheus-alertmanager", NodeExporter.Program, ProcessExporter.Program)]
    public Task Nothing_warns_while_time_runs_fast() => StaysQuietAsync(new TimeScale(6), TimeSpan.FromSeconds(90));

    [LongFact("prometheus", "prometheus-alertmanager", NodeExporter.Program, ProcessExporter.Program)]
    public Task Nothing_warns_for_ten_minutes() => StaysQuietAsync(TimeScale.Real, TimeSpan.FromMinutes(10));

    private async Task StaysQuietAsync(TimeScale scale, TimeSpan length)
    {
        using var stack = await LiveStack.StartAsync(_home, scale);
        await stack.WaitUntilSeenAsync();
        var machine = new MachineState();
        var end = TimeProvider.System.GetUtcNow() + length;
        while (TimeProvider.System.GetUtcNow() < end)
        {
            machine.Look();
            await Task.Delay(scale.Interval);
        }

        var rules = await stack.RulesAsync();
        Assert.All(rules, rule => Assert.True(rule is { Health: "ok", Error: "" }, $"{rule.Name}: {rule.Health} {rule.Error}"));
        var complaints = await ComplaintsAsync(stack, rules);
        foreach (var complaint in complaints)
        {
            output.WriteLine($"{(machine.Explains(complaint.Labels) ? "right about this machine" : "FALSE")}: {complaint}");
        }

        Assert.Contains(await stack.HeardAsync(resolved: false), a => a.Name == "ObserveWatchdog");
        Assert.DoesNotContain(await stack.HeardAsync(resolved: false), a => a.Severity is "warning" or "critical" && !machine.Explains(a.Labels));
        Assert.DoesNotContain(complaints, c => !machine.Explains(c.Labels));
        output.WriteLine($"{rules.Count} rules evaluated without error for {length}");
    }

    /// <summary>Warnings and worse that fired at any time, or were pending for more than half of their <c>for</c>.</summary>
    private static async Task<List<LiveAlert>> ComplaintsAsync(LiveStack stack, IReadOnlyList<LiveRule> rules)
    {
        var complaints = new List<LiveAlert>();
        var history = await stack.Prometheus.DataAsync($"query?query={Uri.EscapeDataString("""ALERTS{severity=~"warning|critical"}[1h]""")}");
        foreach (var series in history.GetProperty("result").EnumerateArray())
        {
            var labels = series.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!, StringComparer.Ordinal);
            var times = series.GetProperty("values").EnumerateArray().Select(v => DateTimeOffset.UnixEpoch.AddSeconds(v[0].GetDouble())).ToList();
            var alert = new LiveAlert(labels, labels["alertstate"], times[0]);
            var rule = rules.Single(r => r.Name == alert.Name && r.Severity == alert.Severity);
            if (alert.State == "firing" || Longest(times, stack.Scale.Interval) > rule.For / 2)
            {
                complaints.Add(alert);
            }
        }

        return complaints;
    }

    /// <summary>The longest time without a gap of more than two intervals.</summary>
    private static TimeSpan Longest(List<DateTimeOffset> times, TimeSpan interval)
    {
        var (longest, start) = (TimeSpan.Zero, times[0]);
        for (var i = 1; i < times.Count; i++)
        {
            start = times[i] - times[i - 1] > 2 * interval ? times[i] : start;
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (times[i] - start).Ticks));
        }

        return longest;
    }
}
