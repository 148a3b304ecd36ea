using FsCheck;
using FsCheck.Fluent;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr.Recording;

public class ConcurrentRecordingTests
{
    [Fact]
    public void Nothing_is_lost_whatever_threads_record_and_read() => Prop.ForAll(
        Gen.Choose(0, 400).ArrayOf().Resize(6).ToArbitrary(),
        counts =>
        {
            using var monitor = Make(configure: o => o.History = 50);
            using var done = new CancellationTokenSource();
            var reader = new Thread(() =>
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.True(monitor.GetStats().Performance.CaptureTimes.Count <= 50);
                }
            });
            reader.Start();
            var threads = counts.Select((count, thread) => new Thread(() =>
            {
                for (var i = 0; i < count; i++)
                {
                    monitor.RecordCapture((thread * 7) + (i % 5), 2, TimeSpan.FromTicks(10), 3);
                    monitor.RecordReconstruction(i % 5, 1, TimeSpan.FromTicks(20), 0.25);
                }
            })).ToList();
            threads.ForEach(t => t.Start());
            threads.ForEach(t => t.Join());
            done.Cancel();
            reader.Join();

            var total = counts.Sum();
            var stats = monitor.GetStats();
            return stats.Counts.TotalCaptures == total
                && stats.Counts.StatesStoredPerLayer.Values.Sum() == 2 * total
                && stats.Counts.StatesCapturedPerLayer.Values.Sum() == 3 * total
                && stats.Counts.TotalReconstructions == total
                && stats.Performance.CaptureTimes.Count == Math.Min(50, total)
                && (total == 0 || (Math.Abs(stats.Performance.AvgCaptureTime!.Value - 1e-6) < 1e-15 && stats.Efficiency.ReconstructionQuality == 0.25));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ended_threads_leave_their_recordings_and_not_their_memory()
    {
        using var monitor = Make();
        var recorders = new List<WeakReference>();
        for (var i = 0; i < 20; i++)
        {
            var thread = new Thread(() =>
            {
                monitor.RecordCapture(0, 1, TimeSpan.FromTicks(1));
                recorders.Add(new WeakReference(Instrumentation.Cmr.Recording.ThreadRecorder.Current));
            });
            thread.Start();
            thread.Join();
        }

        Assert.Equal(20, monitor.GetStats().Counts.TotalCaptures);
        Assert.Equal(20, monitor.GetStats().Performance.CaptureTimes.Count);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.True(recorders.Count(r => r.IsAlive) <= 1, $"{recorders.Count(r => r.IsAlive)} of 20 recorders are alive");
    }

    [Fact]
    public void A_thread_that_changes_between_monitors_mixes_nothing()
    {
        using var one = Make();
        using var other = Make();
        for (var i = 0; i < 10; i++)
        {
            one.RecordCapture(1, 1, Ms(1));
            other.RecordCapture(2, 2, Ms(2));
        }

        Assert.Equal(new Dictionary<int, long> { [1] = 10 }, one.GetStats().Counts.StatesStoredPerLayer);
        Assert.Equal(new Dictionary<int, long> { [2] = 20 }, other.GetStats().Counts.StatesStoredPerLayer);
    }

    [Fact]
    public void A_busy_thread_does_not_push_the_others_out_of_the_history()
    {
        using var monitor = Make(configure: o => o.History = 100);
        var busy = new Thread(() => Enumerable.Range(0, 5000).ToList().ForEach(_ => monitor.RecordCapture(0, 1, Ms(1))));
        var quiet = new Thread(() => Enumerable.Range(0, 50).ToList().ForEach(_ => monitor.RecordCapture(1, 1, Ms(2))));
        busy.Start();
        quiet.Start();
        busy.Join();
        quiet.Join();
        Assert.InRange(monitor.GetStats().Performance.CaptureTimes.Count(t => t == 0.002), 25, 50);
    }

    [Fact]
    public void What_is_recorded_after_a_look_is_later_than_all_before_it()
    {
        using var monitor = Make(configure: o => o.History = 10);
        OnThread(() => monitor.RecordCapture(0, 1, Ms(1)));
        monitor.RecordCapture(0, 1, Ms(2));
        _ = monitor.GetStats();
        OnThread(() => monitor.RecordCapture(0, 1, Ms(3)));
        _ = monitor.GetStats();
        monitor.RecordCapture(0, 1, Ms(4));
        Assert.Equal([0.003, 0.004], monitor.GetStats().Performance.CaptureTimes.Skip(2));
    }

    private static void OnThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
