using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using OpenTelemetry.Proto.Metrics.V1;
using static Observe.Agent.Tests.Metrics.Pushed.Requests;

namespace Observe.Agent.Tests.Metrics.Pushed;

public sealed class DeltaTests : IDisposable
{
    private readonly PushedFixture _pushed = new();

    public void Dispose() => _pushed.Dispose();

    [Fact]
    public void Increments_add_up_over_gaps()
    {
        _pushed.Push(Delta("c", 5, 0, 10));
        _pushed.Push(Delta("c", 7, 10, 20));
        _pushed.Push(Delta("c", 1, 50, 60));
        Assert.Equal(["""c_total{job="shop"} 13"""], _pushed.Samples());
    }

    [Fact]
    public void What_is_sent_again_counts_once_and_nobody_is_told()
    {
        _pushed.Push(Delta("c", 5, 0, 10));
        Assert.Equal(OtlpOutcome.Accepted, _pushed.Push(Delta("c", 5, 0, 10)));
        Assert.Equal(["""c_total{job="shop"} 5"""], _pushed.Samples());
    }

    [Fact]
    public void A_late_point_fills_its_gap_once()
    {
        _pushed.Push(Delta("c", 1, 0, 10));
        _pushed.Push(Delta("c", 4, 30, 40));
        Assert.Equal(0, _pushed.Push(Delta("c", 2, 10, 20)).Rejected);
        Assert.Equal(1, _pushed.Push(Delta("c", 2, 10, 20)).Rejected);
        Assert.Equal(1, _pushed.Push(Delta("c", 2, 15, 25)).Rejected);
        Assert.Equal(0, _pushed.Push(Delta("c", 8, 20, 30)).Rejected);
        Assert.Equal(1, _pushed.Push(Delta("c", 99, 5, 35)).Rejected);
        Assert.Equal(["""c_total{job="shop"} 15"""], _pushed.Samples());
    }

    [Fact]
    public void A_point_before_everything_is_added_and_moves_the_start()
    {
        _pushed.Push(Delta("c", 1, 20, 30));
        _pushed.Push(Delta("c", 2, 0, 10));
        Assert.Equal(["""c_total{job="shop"} 3""", """c_created{job="shop"} 1800000000"""], _pushed.Samples(new(Observe.Prometheus.PrometheusExposition.OpenMetrics100)));
        _pushed.Push(Delta("c", 4, 10, 20));
        Assert.Equal(1, _pushed.Push(Delta("c", 4, 0, 20)).Rejected);
        Assert.Contains("""c_total{job="shop"} 7""", _pushed.Samples());
    }

    [Fact]
    public void Totals_stay_exact_beyond_what_doubles_hold()
    {
        _pushed.Push(Delta("c", (1L << 53) + 1, 0, 10));
        _pushed.Push(Delta("c", 2, 10, 20));
        Assert.Equal(["""c_total{job="shop"} 9007199254740995"""], _pushed.Samples());
        _pushed.Push(Delta("c", long.MaxValue, 20, 30));
        Assert.Equal(["""c_total{job="shop"} 9.232379236109517e+18"""], _pushed.Samples());
    }

    [Fact]
    public void Sums_that_go_both_ways_add_up_to_a_gauge()
    {
        _pushed.Push(Sum("q", 5, 0, 10, AggregationTemporality.Delta, monotonic: false));
        _pushed.Push(Sum("q", -7, 10, 20, AggregationTemporality.Delta, monotonic: false));
        Assert.Equal(["""q{job="shop"} -2"""], _pushed.Samples());
    }

    [Fact]
    public void Histograms_add_up_by_bucket_and_begin_anew_with_other_bounds()
    {
        _pushed.Push(Histogram("h", [1, 2], [1, 0, 2], 7, 0, 10, AggregationTemporality.Delta));
        _pushed.Push(Histogram("h", [1, 2], [0, 3, 1], 8, 10, 20, AggregationTemporality.Delta));
        Assert.Equal(
            ["h_seconds_bucket{job=\"shop\",le=\"1\"} 1", "h_seconds_bucket{job=\"shop\",le=\"2\"} 4", "h_seconds_bucket{job=\"shop\",le=\"+Inf\"} 7", "h_seconds_sum{job=\"shop\"} 15", "h_seconds_count{job=\"shop\"} 7"],
            _pushed.Samples());
        _pushed.Push(Histogram("h", [5], [1, 0], 3, 20, 30, AggregationTemporality.Delta));
        Assert.Equal(["h_seconds_bucket{job=\"shop\",le=\"5\"} 1", "h_seconds_bucket{job=\"shop\",le=\"+Inf\"} 1", "h_seconds_sum{job=\"shop\"} 3", "h_seconds_count{job=\"shop\"} 1"], _pushed.Samples());
    }

    [Fact]
    public void Exponential_histograms_of_several_scales_add_up_at_the_lowest_and_stay_bounded()
    {
        // Scale 1: buckets (1,1.41] (1.41,2]; scale 0: (1,2] (2,4].
        _pushed.Push(Exponential("e", 1, 0, [1, 2], 0, 4, 0, 10, AggregationTemporality.Delta));
        _pushed.Push(Exponential("e", 0, 0, [4, 8], 1, 30, 10, 20, AggregationTemporality.Delta));
        var samples = _pushed.Samples();
        Assert.Contains("e_bucket{job=\"shop\",le=\"2.5\"} 8", samples);
        Assert.Contains("e_bucket{job=\"shop\",le=\"5\"} 16", samples);
        Assert.Contains("e_count{job=\"shop\"} 16", samples);

        // From one end of what doubles hold to the other: the scale falls, nothing is lost.
        _pushed.Push(Exponential("e", 0, -1000, [1], 0, 1, 20, 30, AggregationTemporality.Delta));
        _pushed.Push(Exponential("e", 0, 1000, [1], 0, 1, 30, 40, AggregationTemporality.Delta));
        Assert.Contains("e_count{job=\"shop\"} 18", _pushed.Samples());
    }

    [Fact]
    public async Task A_total_is_shown_only_once_committed_and_survives_a_commit_that_fails()
    {
        _pushed.Stored = () => new TaskCompletionSource().Task;
        var bytes = Of("shop", Delta("c", 5, 0, 10)).ToByteArray();
        var taken = _pushed.Metrics.ConsumeAsync(OtlpSignal.Metrics, bytes, CancellationToken.None).AsTask();
        Assert.False(taken.IsCompleted);
        Assert.Empty(_pushed.Samples());

        var failed = _pushed.Cut();
        Assert.Single(failed.Deltas);
        failed.PutBack();
        Assert.Empty(_pushed.Samples());
        _pushed.Commit();
        Assert.Equal(["""c_total{job="shop"} 5"""], _pushed.Samples());

        // The client was told to come again, and does.
        _pushed.Time.FireTimers();
        Assert.Equal(OtlpStatus.Busy, (await taken).Status);
        _pushed.Stored = () => Task.CompletedTask;
        Assert.Equal(OtlpOutcome.Accepted, _pushed.Push(Delta("c", 5, 0, 10)));
        Assert.Equal(["""c_total{job="shop"} 5"""], _pushed.Samples());
    }

    [Fact]
    public void What_was_sent_again_is_not_answered_before_it_is_stored()
    {
        _pushed.Push(Delta("c", 5, 0, 10));
        _pushed.Stored = () => new TaskCompletionSource().Task;
        var again = _pushed.Metrics.ConsumeAsync(OtlpSignal.Metrics, Of("shop", Delta("c", 5, 0, 10)).ToByteArray(), CancellationToken.None).AsTask();
        Assert.False(again.IsCompleted);
        Assert.True(_pushed.Metrics.ConsumeAsync(OtlpSignal.Metrics, Of("shop", Counter("d", 5)).ToByteArray(), CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void A_series_that_expired_is_no_longer_stored_and_begins_at_zero()
    {
        _pushed.Push(Delta("c", 5, 0, 10));
        _pushed.Time.Advance(TimeSpan.FromMinutes(6));
        _pushed.Page();
        Assert.Equal("c_total", Assert.Single(_pushed.Commit().EndedDeltas).Metric);
        _pushed.Push(Delta("c", 2, 400, 410));
        Assert.Equal(["""c_total{job="shop"} 2"""], _pushed.Samples());
    }

    [Fact]
    public void After_a_time_far_ahead_increments_are_refused_until_the_series_has_expired()
    {
        _pushed.Push(Delta("c", 5, 0, 10_000_000));
        for (var minute = 0; minute < 7; minute++)
        {
            _pushed.Push(Delta("c", 1, minute * 60, (minute + 1) * 60));
            _pushed.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Contains(_pushed.Samples(), s => s is "c_total{job=\"shop\"} 1" or "c_total{job=\"shop\"} 2");
    }

    [Fact]
    public void What_is_only_sent_again_and_again_stays()
    {
        for (var minute = 0; minute < 7; minute++)
        {
            _pushed.Push(Delta("c", 5, 0, 10));
            _pushed.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["c_total{job=\"shop\"} 5"], _pushed.Samples());
    }

    /// <summary>
    /// Intervals in any order, some sent again, some overlapping, against a model that knows every nanosecond counted: with as
    /// few gaps as are remembered the totals are the same, and never is anything counted twice.
    /// </summary>
    [Fact]
    public void Whatever_the_order_nothing_counts_twice_and_nothing_remembered_is_lost()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var name = $"c{seed}";
            var counted = new SortedSet<int>();
            var taken = 0L;
            var order = Enumerable.Range(0, 30).OrderBy(i => i + (random.NextDouble() * 4)).ToList();
            foreach (var slot in order.SelectMany(s => random.Next(4) == 0 ? new[] { s, s } : [s]))
            {
                var outcome = _pushed.Push(Delta(name, 1L << (slot % 30), slot, slot + 1));
                var isNew = counted.Add(slot);
                taken += isNew ? 1L << slot : 0;
                Assert.True(isNew == (outcome.Rejected == 0) || !isNew, $"seed {seed}: slot {slot} was refused");
            }

            var total = (1L << 30) - 1;
            Assert.Equal(total, taken);
            Assert.Contains($$"""{{name}}_total{job="shop"} {{total}}""", _pushed.Samples());
        }
    }
}
