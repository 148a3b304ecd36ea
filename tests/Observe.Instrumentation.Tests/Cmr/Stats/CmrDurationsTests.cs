using FsCheck;
using FsCheck.Fluent;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr.Stats;

public class CmrDurationsTests
{
    [Fact]
    public void Percentiles_of_a_known_series_are_the_hand_computed_ones()
    {
        using var monitor = Make();
        foreach (var i in Enumerable.Range(1, 200).Reverse())
        {
            monitor.RecordCapture(0, 1, Ms(i));
        }

        var durations = monitor.GetStats().Performance.CaptureDurations!;
        Assert.Equal((200, 0.001, 0.1, 0.18, 0.19, 0.198, 0.2), (durations.Count, durations.Min, durations.P50, durations.P90, durations.P95, durations.P99, durations.Max));
        Assert.Equal(0.1005, durations.Avg, 12);
    }

    [Fact]
    public void Percentiles_are_those_of_the_sorted_history() => Prop.ForAll(
        Gen.Choose(0, 1_000_000).NonEmptyListOf().Resize(300).ToArbitrary(),
        ticks =>
        {
            using var monitor = Make(configure: o => o.History = 120);
            foreach (var t in ticks)
            {
                monitor.RecordCapture(t % 7, 1, TimeSpan.FromTicks(t));
            }

            var sorted = ticks.TakeLast(120).Select(t => t / 1e7).Order().ToArray();
            var durations = monitor.GetStats().Performance.CaptureDurations!;

            // Nearest rank, by its definition: the least value that at least this share of all does not exceed.
            double Rank(int percent) => sorted.First(v => sorted.Count(s => s <= v) * 100 >= percent * sorted.Length);
            return durations.Count == sorted.Length && durations.Min == sorted[0] && durations.Max == sorted[^1]
                && durations.P50 == Rank(50) && durations.P90 == Rank(90) && durations.P95 == Rank(95) && durations.P99 == Rank(99)
                && Math.Abs(durations.Avg - sorted.Average()) < 1e-12;
        }).QuickCheckThrowOnFailure();
}
