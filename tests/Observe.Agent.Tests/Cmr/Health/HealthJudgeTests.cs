using System.Globalization;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Health;

namespace Observe.Agent.Tests.Cmr.Health;

/// <summary>Scores by hand: 1 within the threshold, then the threshold by the value.</summary>
public class HealthJudgeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CmrActivity _activity = new();
    private readonly BufferLevels _levels = new();

    [Fact]
    public void Nothing_measured_is_no_health()
    {
        Assert.All(Judge().Values, h => Assert.Equal((null, "unknown"), (h.Score, h.Status)));
        Assert.Equal("unknown", CmrHealth.Worst(Judge().Values).Status);
    }

    [Fact]
    public void One_slow_layer_among_many_is_seen()
    {
        for (var i = 0; i < 50; i++)
        {
            _activity.Layer(i)!.CaptureTimes.Add(0.001, 100);
        }

        // Ten between 0.25 and 0.5 s: the 95th percentile is 0.4875, the score 0.1 by that.
        _activity.Layer(7)!.CaptureTimes.Add(0.3, 1_000_000);
        var capture = Judge()[CmrComponent.Capture];

        Assert.Equal(0.1 / 0.4875, capture.Score!.Value, 4);
        Assert.Equal("red", capture.Status);
        Assert.Equal("95 % of the captures of layer 7 take up to 0.4875 s; the threshold is 0.1", Assert.Single(capture.Reasons));
    }

    [Fact]
    public void Of_many_slow_layers_the_five_slowest_are_named_the_slowest_first()
    {
        for (var i = 0; i < 20; i++)
        {
            _activity.Layer(i)!.CaptureTimes.Add(i < 10 ? 0.2 : 0.4, 10);
        }

        _activity.Layer(19)!.CaptureTimes.Add(4, 1000);
        var reasons = Judge()[CmrComponent.Capture].Reasons;

        Assert.Equal([19, 10, 11, 12, 13], reasons.Select(r => int.Parse(r.Split(' ')[7], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Four_durations_say_nothing_yet()
    {
        _activity.Layer(0)!.CaptureTimes.Add(5, 4);
        Assert.Null(Judge()[CmrComponent.Capture].Score);
        _activity.Layer(0)!.CaptureTimes.Add(5);
        Assert.Equal("red", Judge()[CmrComponent.Capture].Status);
    }

    [Theory]
    [InlineData(70, 1, "green")]
    [InlineData(49, 0.7, "green")]
    [InlineData(48, 48 / 70.0, "yellow")]
    [InlineData(28, 0.4, "yellow")]
    [InlineData(27, 27 / 70.0, "red")]
    public void An_efficiency_counts_by_its_share_of_the_threshold(int storedOf100, double score, string status)
    {
        var layer = _activity.Layer(1)!;
        (layer.StatesCaptured, layer.StatesStored) = (100, storedOf100);
        var health = Judge()[CmrComponent.Capture];

        Assert.Equal(score, health.Score!.Value, 12);
        Assert.Equal(status, health.Status);
        Assert.Equal(score < 1 ? 1 : 0, health.Reasons.Count);
    }

    [Fact]
    public void Quality_is_the_mean_of_what_was_measured()
    {
        _activity.Layer(1)!.Quality.Add(1.4, 4);
        _activity.RetrievalQuality.Add(0.9, 1);

        Assert.Equal(0.5, Judge()[CmrComponent.Reconstruction].Score!.Value, 12);
        Assert.Equal(1, Judge()[CmrComponent.Retrieval].Score);
    }

    [Fact]
    public void Errors_count_by_their_share_of_the_work()
    {
        _activity.CountRetrievals(100);
        _activity.CountErrors(CmrComponent.Retrieval, 5);
        Assert.Equal(1, Judge()[CmrComponent.Retrieval].Score);
        _activity.CountErrors(CmrComponent.Retrieval, 5);
        Assert.Equal(0.5, Judge()[CmrComponent.Retrieval].Score!.Value, 12);
    }

    [Fact]
    public void A_full_buffer_is_green_but_not_perfect()
    {
        SetBuffer(95, 100);
        Assert.Equal(1, Judge()[CmrComponent.Buffer].Score);
        SetBuffer(96, 100);
        Assert.Equal((0.75, "green"), (Judge()[CmrComponent.Buffer].Score, Judge()[CmrComponent.Buffer].Status));
    }

    [Theory]
    [InlineData(60, 100, 0.6)]
    [InlineData(40, 100, 1)]
    public void A_buffer_that_evicts_most_of_what_it_stores_within_a_minute_is_too_small(int evicted, int stored, double score)
    {
        SetBuffer(50, 100);
        (_activity.Layer(0)!.Evictions, _activity.Layer(0)!.StatesStored) = (evicted, stored);

        Assert.Equal(score, Judge()[CmrComponent.Buffer].Score);
    }

    [Fact]
    public void The_system_is_as_well_as_its_worst_component()
    {
        var health = CmrHealth.Worst([new CmrHealth(1, []), CmrHealth.Unknown, new CmrHealth(0.3, ["a"]), new CmrHealth(0.6, ["b"])]);

        Assert.Equal((0.3, "red"), (health.Score, health.Status));
        Assert.Equal(["a", "b"], health.Reasons);
    }

    private void SetBuffer(long entries, long limit)
    {
        _levels.Set("i", 0, BufferLevel.Entries, entries, default);
        _levels.Set("i", 0, BufferLevel.Limit, limit, default);
    }

    private IReadOnlyDictionary<string, CmrHealth> Judge() => new HealthJudge(new CmrOptions()).Judge(_activity, _levels, CmrFigures.Of(_activity, _levels, Minute));
}
