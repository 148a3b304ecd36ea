using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Learning;
using Observe.Agent.Cmr.Reports;
using Observe.Agent.Tests.Tokens;

namespace Observe.Agent.Tests.Cmr;

/// <summary>On a clock of its own: a window of a minute in stretches of ten seconds.</summary>
public class CmrModelTests
{
    private readonly SetTime _time = new("2026-11-21T08:00:00Z");
    private readonly CmrModel _model;

    public CmrModelTests() => _model = new CmrModel(new CmrOptions(), _time);

    [Fact]
    public void The_window_forgets_and_the_totals_do_not()
    {
        Capture(0.01, 30);
        Pass(30);
        Capture(0.03, 30);
        Assert.Equal((60, 0.02, 1.0), (App.Metrics.Captures, Math.Round(App.Metrics.AvgCaptureTime!.Value, 9), App.Metrics.CapturesPerSecond));

        Pass(40);
        Assert.Equal((30, 0.03), (App.Metrics.Captures, Math.Round(App.Metrics.AvgCaptureTime!.Value, 9)));
        Assert.Equal(60, App.Totals.Captures);
        Assert.Equal(60, Assert.Single(App.Layers).TotalCaptures);

        Pass(60);
        Assert.Equal((0, "unknown"), (App.Metrics.Captures, App.Health.Status));
    }

    [Fact]
    public void Health_goes_red_and_back()
    {
        Capture(0.01, 100);
        Assert.Equal("green", App.Health.Status);
        Pass(10);
        Capture(5, 100);
        Assert.Equal("red", App.Health.Status);
        Pass(60);
        Capture(0.01, 100);
        Assert.Equal("green", App.Health.Status);
    }

    [Fact]
    public void History_has_a_sample_a_stretch_and_is_bounded()
    {
        for (var i = 0; i < 400; i++)
        {
            Capture(0.01, 10);
            Pass(10);
        }

        var (source, samples) = Assert.Single(_model.History());
        Assert.Equal("app", source);
        Assert.Equal(360, samples.Count);
        Assert.All(samples.Zip(samples.Skip(1)), s => Assert.Equal(TimeSpan.FromSeconds(10), s.Second.Time - s.First.Time));
        Assert.Equal(_time.Now, samples[^1].Time);
        Assert.Equal(60, samples[^1].Figures.Captures);
    }

    [Fact]
    public void A_trend_compares_the_later_half_with_the_earlier()
    {
        for (var i = 0; i < 10; i++)
        {
            Capture(i < 5 ? 0.01 : 0.05, 10);
            Pass(10);
        }

        // Means of the window after each stretch: 0.01 five times; then 1 to 5 of 6 stretches at 0.05.
        var trend = Assert.Single(App.Trends, t => t.Metric == "avg_capture_time");
        Assert.Equal(0.01, trend.From, 9);
        Assert.Equal(0.03, trend.To, 9);
        Assert.Equal(2, trend.Change!.Value, 6);
        Assert.Equal("degrading", trend.Direction);
        Assert.Equal("stable", Assert.Single(App.Trends, t => t.Metric == "error_rate").Direction);
    }

    [Fact]
    public void What_is_slower_than_usual_is_a_regression_also_after_a_restart()
    {
        for (var i = 0; i < 40; i++)
        {
            Capture(0.01, 10);
            Pass(10);
        }

        var restarted = new CmrModel(new CmrOptions(), _time);
        restarted.LoadBaselines(_model.Learned());
        foreach (var model in new[] { _model, restarted })
        {
            Capture(0.05, 1000, model);
            var regression = Assert.Single(model.Report().Sources.Single().Regressions);
            Assert.Equal(("capture", 3), (regression.Phase, regression.Layer));
            Assert.Equal(0.01, regression.Baseline, 9);
            Assert.InRange(regression.Ratio, 4, 5);
        }
    }

    [Fact]
    public void What_was_learned_of_apps_that_are_gone_makes_room()
    {
        _model.LoadBaselines(Enumerable.Range(0, Baselines.MaxDurations).Select(i => KeyValuePair.Create(
            new BaselineKey(i == 0 ? "app" : "gone", CmrComponent.Capture, i), LearnedDuration.Of(0.01, 0, 100))));
        Capture(0.01, 10);
        Pass(10);

        Assert.Equal([("app", 0), ("app", 3)], _model.Learned().Select(l => (l.Key.Source, l.Key.Layer)).Order());
    }

    [Fact]
    public void Errors_are_kept_by_stretch_and_component()
    {
        var activity = new CmrActivity();
        activity.CountErrors(CmrComponent.Retrieval, 3);
        _model.Take("app", activity);
        Assert.Empty(_model.Errors());
        Pass(10);

        Assert.Equal(new CmrErrors(_time.Now, "app", "retrieval", 3), Assert.Single(_model.Errors()));
    }

    [Fact]
    public void An_app_that_only_tells_of_its_buffer_stays()
    {
        _model.Take("app", "one", 3, BufferLevel.Entries, 10);
        Pass(60);
        Assert.Equal((10, _time.Now - TimeSpan.FromMinutes(1)), (App.Metrics.BufferEntries, App.LastSeen));
    }

    [Fact]
    public void Totals_that_no_number_holds_begin_anew()
    {
        for (var i = 0; i < 20; i++)
        {
            var activity = new CmrActivity { Counted = 600_000_000_000_000_000 };
            activity.Layer(3)!.StatesStored = 600_000_000_000_000_000;
            _model.Take("app", activity);
            Pass(120);
            Assert.InRange(App.Layers.Single().TotalStatesStored, 600_000_000_000_000_000, 1_200_000_000_000_000_000);
        }
    }

    [Fact]
    public void There_are_so_many_apps_and_layers_and_no_more()
    {
        for (var i = 0; i < CmrModel.MaxSources; i++)
        {
            Assert.True(_model.Take($"app {i}", new CmrActivity()));
        }

        Assert.False(_model.Take("one more", new CmrActivity()));
        var activity = new CmrActivity();
        Assert.All(Enumerable.Range(0, CmrActivity.MaxLayers), i => Assert.NotNull(activity.Layer(i)));
        Assert.Null(activity.Layer(CmrActivity.MaxLayers));
        Assert.Null(new CmrActivity().Layer(-1));
    }

    [Fact]
    public void An_app_that_is_silent_for_an_hour_makes_room()
    {
        Capture(0.01, 10);
        Pass(3590);
        Assert.Single(_model.Report().Sources);
        Pass(20);
        Assert.Empty(_model.Report().Sources);
    }

    [Fact]
    public void What_an_instance_held_is_forgotten_when_it_is_silent()
    {
        _model.Take("app", "one", 3, BufferLevel.Entries, 10);
        _model.Take("app", "two", 3, BufferLevel.Entries, 20);
        Capture(0.01, 10);
        Assert.Equal(30, App.Metrics.BufferEntries);
        Pass(290);
        _model.Take("app", "two", 3, BufferLevel.Entries, 25);
        Pass(20);
        Assert.Equal(25, App.Metrics.BufferEntries);
    }

    private SourceReport App => _model.Report().Sources.Single();

    private void Capture(double seconds, long count, CmrModel? model = null)
    {
        var activity = new CmrActivity();
        activity.Layer(3)!.CaptureTimes.Add(seconds, count);
        Assert.True((model ?? _model).Take("app", activity));
    }

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i += 10)
        {
            _time.Now += TimeSpan.FromSeconds(10);
            _model.Tick();
        }
    }
}
