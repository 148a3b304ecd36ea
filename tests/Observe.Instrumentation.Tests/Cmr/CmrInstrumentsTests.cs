using System.Diagnostics.Metrics;
using Observe.Instrumentation.Cmr;
using static Observe.Instrumentation.Tests.Cmr.Monitors;

namespace Observe.Instrumentation.Tests.Cmr;

public class CmrInstrumentsTests
{
    private static readonly double[] Seconds = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];
    private static readonly double[] Qualities = [.1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99, 1];

    [Fact]
    public void Every_recording_reaches_its_metrics_with_its_attributes()
    {
        using var meters = new TestMeters();
        using var monitor = Make(meters: meters);
        monitor.RecordCapture(2, 3, Ms(10), 4);
        monitor.RecordReconstruction(1, 5, Ms(20), 0.75, "weighted");
        monitor.RecordRetrieval(Ms(30), true, 0.5, "cosine");
        monitor.RecordRetrieval(Ms(30), false, null, "cosine");
        monitor.RecordEviction(2, 1, "lru");
        monitor.RecordForward(Ms(40), "tiny");
        monitor.RecordError(CmrComponent.Retrieval);
        monitor.ObserveBuffer(new CmrBufferLayer(2, 2, 8, 100));
        _ = monitor.GetLiveStats();

        Assert.Equal([("cmr.layer=2", 1.0)], meters.Observe("cmr.captures"));
        Assert.Equal([("cmr.layer=2", 4.0)], meters.Of("cmr.states.captured"));
        Assert.Equal([("cmr.layer=2", 3.0)], meters.Of("cmr.states.stored"));
        Assert.Equal([("cmr.layer=2", 0.01)], meters.Of("cmr.capture.duration"));
        Assert.Equal([("cmr.layer=1,cmr.method=weighted", 1.0)], meters.Of("cmr.reconstructions"));
        Assert.Equal([("cmr.layer=1", 5.0)], meters.Of("cmr.reconstruction.memories"));
        Assert.Equal([("cmr.layer=1,cmr.method=weighted", 0.02)], meters.Of("cmr.reconstruction.duration"));
        Assert.Equal([("cmr.layer=1", 0.75)], meters.Of("cmr.reconstruction.quality"));
        Assert.Equal([("gen_ai.request.model=tiny", 0.04)], meters.Of("cmr.forward.duration"));
        Assert.Equal([("cmr.strategy=cosine", 1.0), ("cmr.strategy=cosine", 1.0)], meters.Of("cmr.retrievals"));
        Assert.Equal([("cmr.strategy=cosine", 0.03), ("cmr.strategy=cosine", 0.03)], meters.Of("cmr.retrieval.duration"));
        Assert.Equal([("cmr.strategy=cosine", 0.5)], meters.Of("cmr.retrieval.quality"));
        Assert.Equal([("result=hit", 1.0), ("result=miss", 1.0)], meters.Of("cmr.cache.requests"));
        Assert.Equal([("cmr.layer=2,cmr.strategy=lru", 1.0)], meters.Of("cmr.buffer.evictions"));
        Assert.Equal([("component=retrieval", 1.0)], meters.Of("cmr.errors"));
        Assert.Equal([("cmr.layer=2", 2.0)], meters.Of("cmr.buffer.entries"));
        Assert.Equal([("cmr.layer=2", 8.0)], meters.Of("cmr.buffer.limit"));
        Assert.Equal([("", 100.0)], meters.Of("cmr.buffer.size"));
        Assert.Equal([("", 0.25)], meters.Of("cmr.buffer.utilization"));
        Assert.Equal([("", 0.75)], meters.Of("cmr.capture.efficiency"));
        Assert.Equal(2 / 3.0, Assert.Single(meters.Of("cmr.storage.efficiency")).Value, 12);
        Assert.Equal(["component=buffer", "component=capture", "component=reconstruction", "component=retrieval"], meters.Of("cmr.health.score").Select(h => h.Tags).Order());
    }

    [Fact]
    public void Histograms_advise_the_buckets_of_their_kind()
    {
        using var meters = new TestMeters();
        using var monitor = Make(meters: meters);
        foreach (var name in (string[])["cmr.capture.duration", "cmr.reconstruction.duration", "cmr.retrieval.duration", "cmr.forward.duration"])
        {
            var histogram = Assert.IsType<Histogram<double>>(meters.Instruments[name]);
            Assert.Equal("s", histogram.Unit);
            Assert.Equal(Seconds, histogram.Advice!.HistogramBucketBoundaries);
        }

        Assert.Equal(Qualities, ((Histogram<double>)meters.Instruments["cmr.reconstruction.quality"]).Advice!.HistogramBucketBoundaries);
        Assert.Equal(Qualities, ((Histogram<double>)meters.Instruments["cmr.retrieval.quality"]).Advice!.HistogramBucketBoundaries);
        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 64], ((Histogram<long>)meters.Instruments["cmr.reconstruction.memories"]).Advice!.HistogramBucketBoundaries);
    }

    [Fact]
    public void Monitors_of_one_meter_add_up_and_what_a_disposed_one_counted_stays()
    {
        using var meters = new TestMeters();
        using var one = Make(meters: meters);
        var other = Make(meters: meters);
        one.RecordCapture(0, 1, Ms(1));
        other.RecordCapture(0, 2, Ms(1));
        other.RecordCapture(4, 2, Ms(1));
        Assert.Equal([("cmr.layer=0", 3.0), ("cmr.layer=4", 2.0)], meters.Observe("cmr.states.stored"));

        other.Dispose();
        one.RecordCapture(0, 1, Ms(1));
        Assert.Equal([("cmr.layer=0", 4.0), ("cmr.layer=4", 2.0)], meters.Observe("cmr.states.stored"));
    }

    [Fact]
    public void Methods_that_never_end_become_other()
    {
        using var meters = new TestMeters();
        using var monitor = Make(meters: meters);
        for (var i = 0; i < 100; i++)
        {
            monitor.RecordReconstruction(0, 1, Ms(1), null, $"method {i}");
        }

        var methods = meters.Of("cmr.reconstructions").Select(m => m.Tags).Distinct().ToList();
        Assert.Equal(33, methods.Count);
        Assert.Contains("cmr.layer=0,cmr.method=other", methods);
    }
}
