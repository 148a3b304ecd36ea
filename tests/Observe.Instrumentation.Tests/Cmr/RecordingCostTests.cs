using System.Diagnostics.Metrics;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr;

public class RecordingCostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Recording_allocates_nothing_with_and_without_a_listener(bool listened)
    {
        using var meters = new TestMeters(listen: false);
        using var monitor = Make(meters: meters);
        using var listener = new MeterListener();
        var heard = 0L;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => heard++);
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => heard++);
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (listened && instrument.Meter.Scope == meters)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();

        void Record()
        {
            for (var i = 0; i < 1000; i++)
            {
                monitor.RecordCapture(i & 63, 3, TimeSpan.FromTicks(i), 5);
                monitor.RecordCapture(i & 63, 3, TimeSpan.FromTicks(i));
                monitor.RecordReconstruction(i & 63, 3, TimeSpan.FromTicks(i), 0.5, "weighted");
                monitor.RecordRetrieval(TimeSpan.FromTicks(i), cacheHit: true, 0.5, "cosine");
                monitor.RecordEviction(i & 63, 1, "lru");
                monitor.RecordForward(TimeSpan.FromTicks(i), "m");
            }
        }

        Record();
        Assert.Equal(0, Allocations.LeastOf(Record));
        Assert.Equal(listened, heard > 0);
        Assert.Equal(0, monitor.GetStats().Counts.RejectedRecordings);
    }
}
