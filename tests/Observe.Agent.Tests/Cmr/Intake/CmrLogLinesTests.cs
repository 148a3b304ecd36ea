using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Intake;
using Observe.Agent.Cmr.Reports;
using Observe.Agent.Tests.Parse;
using Observe.Agent.Tests.Tokens;

namespace Observe.Agent.Tests.Cmr.Intake;

public class CmrLogLinesTests
{
    private readonly CmrModel _model;
    private readonly Parsed _parsed = new();
    private readonly CmrLogLines _lines;

    public CmrLogLinesTests()
    {
        var time = new SetTime("2026-03-01T12:00:00Z");
        _model = new CmrModel(new CmrOptions(), time);
        _lines = new CmrLogLines(_model, _parsed.Names, time);
    }

    [Fact]
    public void Timings_of_text_and_of_JSON_become_the_same_figures()
    {
        Read(
            "2026-03-01 11:59:50 INFO [ippoc] CMR capture layer=4 states_captured=100 states_stored=80 capture_time=4ms",
            "2026-03-01 11:59:51 INFO [ippoc] CMR reconstruction layer=4 method=weighted memories=3 reconstruction_time=10ms quality=0.9",
            "2026-03-01 11:59:52 ERROR [ippoc] CMR retrieval retrieval_time=0.5 retrieval_quality=0.2");
        Assert.Equal("log:ippoc", App.Source);
        Assert.Equal((1, 1, 1, 1), (App.Metrics.Captures, App.Metrics.Reconstructions, App.Metrics.Retrievals, App.Metrics.Errors));
        Assert.Equal((0.004, 0.01, 0.5), (App.Metrics.AvgCaptureTime, App.Metrics.AvgReconstructionTime, App.Metrics.AvgRetrievalTime));
        Assert.Equal((0.8, 0.9, 0.2), (App.Metrics.CaptureEfficiency, App.Metrics.ReconstructionQuality, App.Metrics.RetrievalQuality));
    }

    [Fact]
    public void JSON_lines_are_read_too()
    {
        Read("""{"timestamp":"2026-03-01T11:59:59Z","level":"info","provider":"ippoc","message":"captured","layer_idx":2,"capture_time":0.002,"states_stored":5}""");

        Assert.Equal((2, 0.002, 5), (Assert.Single(App.Layers).Layer, App.Layers[0].AvgCaptureTime, App.Layers[0].StatesStored));
    }

    [Fact]
    public void Lines_of_long_ago_and_lines_that_only_talk_of_it_count_for_nothing()
    {
        Read(
            "2026-03-01 11:58:00 INFO [ippoc] CMR capture layer=4 capture_time=4ms",
            "2026-03-01 11:59:59 INFO [ippoc] response_time=4ms layer=4",
            "2026-03-01 11:59:59 INFO [ippoc] the capture_time of layer 4 is fine",
            "2026-03-01 11:59:59 INFO [ippoc] capture_time=4ms without where");

        Assert.Empty(_model.Report().Sources);
    }

    [Fact]
    public void A_line_of_now_counts_among_lines_of_long_ago()
    {
        Read(
            "2026-03-01 11:00:00 INFO [ippoc] CMR capture layer=4 capture_time=4ms",
            "2026-03-01 11:59:59 INFO [ippoc] CMR capture layer=5 capture_time=6ms",
            "2026-03-01 11:00:00 INFO [ippoc] CMR capture layer=4 capture_time=4ms");

        Assert.Equal((5, 1), (Assert.Single(App.Layers).Layer, App.Metrics.Captures));
    }

    [Theory]
    [InlineData("2026-03-01 11:59:59 INFO [ippoc] response_time=4ms layer=4")]
    [InlineData("2026-03-01 11:00:00 INFO [ippoc] CMR capture layer=4 capture_time=4ms")]
    public void A_batch_without_timings_of_now_costs_no_memory(string line)
    {
        Read(line);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _lines.Consume(_parsed.Batch);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    private SourceReport App => _model.Report().Sources.Single();

    private void Read(params string[] lines)
    {
        _parsed.Read("/logs/brain.log", lines);
        _lines.Consume(_parsed.Batch);
    }
}
