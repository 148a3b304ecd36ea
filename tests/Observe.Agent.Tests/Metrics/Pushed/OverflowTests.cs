using OpenTelemetry.Proto.Metrics.V1;
using static Observe.Agent.Tests.Metrics.Pushed.Requests;

namespace Observe.Agent.Tests.Metrics.Pushed;

public sealed class OverflowTests : IDisposable
{
    private readonly PushedFixture _pushed = new(o => (o.Max, o.MaxPerName, o.MaxLabels, o.MaxLabelNameBytes, o.MaxLabelValueBytes) = (5, 2, 4, 10, 20));

    public void Dispose() => _pushed.Dispose();

    [Fact]
    public void Counters_beyond_the_limit_of_a_name_add_up_in_one_series()
    {
        for (var push = 1; push <= 3; push++)
        {
            for (var user = 0; user < 6; user++)
            {
                Assert.Equal(0, _pushed.Push(Counter("c", 10 * push, 0, push, Attribute("user", $"u{user}"))).Rejected);
            }
        }

        Assert.Equal(
            ["""c_total{job="shop",user="u0"} 30""", """c_total{job="shop",user="u1"} 30""", """c_total{otel_metric_overflow="true"} 120"""],
            _pushed.Samples());

        // One of them is reset: what it has counted since is added.
        _pushed.Push(Counter("c", 4, 50, 51, Attribute("user", "u5")));
        Assert.Contains("""c_total{otel_metric_overflow="true"} 124""", _pushed.Samples());
        Assert.Contains("""observe_series{source="otlp",state="overflowing"} 4""", _pushed.Page());
        Assert.Contains("""observe_series{source="otlp",state="shown"} 2""", _pushed.Page());
    }

    [Fact]
    public void What_was_counted_before_the_agent_began_is_not_added()
    {
        using var later = new PushedFixture(o => o.MaxPerName = 1, TimeSpan.FromSeconds(Zero / 1_000_000_000) + TimeSpan.FromSeconds(100));
        later.Push(Counter("c", 1, 0, 101, Attribute("user", "first")));
        later.Push(Counter("c", 1000, 50, 101, Attribute("user", "old")));
        later.Push(Counter("c", 1003, 50, 102, Attribute("user", "old")));
        later.Push(Counter("c", 20, 101, 103, Attribute("user", "new")));
        var unknown = Counter("c", 500, 0, 104, Attribute("user", "unknown"));
        unknown.Sum.DataPoints[0].StartTimeUnixNano = 0;
        later.Push(unknown);
        Assert.Contains("""c_total{otel_metric_overflow="true"} 23""", later.Samples());
    }

    [Fact]
    public void Increments_histograms_and_gauges_overflow_each_in_its_way()
    {
        for (var user = 0; user < 4; user++)
        {
            _pushed.Push(Delta("d", 3, 0, 1, Attribute("user", $"u{user}")));
        }

        Assert.Equal(1, _pushed.Push(Delta("d", 9, 0.5, 0.9, Attribute("user", "u3"))).Rejected);
        Assert.Contains("""d_total{otel_metric_overflow="true"} 6""", _pushed.Samples());
        for (var user = 0; user < 4; user++)
        {
            var histogram = Histogram("h", [1], [1, 1], 3, 0, 1, AggregationTemporality.Cumulative);
            histogram.Histogram.DataPoints[0].Attributes.Add(Attribute("user", $"u{user}"));
            _pushed.Push(histogram);
            _pushed.Push(Gauge("g", user, 1, Attribute("user", $"u{user}")));
        }

        var samples = _pushed.Samples();
        Assert.Contains("""h_seconds_count{otel_metric_overflow="true"} 4""", samples);
        Assert.Contains("""h_seconds_sum{otel_metric_overflow="true"} 6""", samples);

        // Two of d, two of h and one of g are the five there may be in all.
        Assert.Contains("""g{otel_metric_overflow="true"} 3""", samples);
        Assert.Single(samples, s => s.StartsWith("g{job", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gauge_that_overflows_with_a_time_far_ahead_makes_room_for_others()
    {
        for (var user = 0; user < 2; user++)
        {
            _pushed.Push(Gauge("g", user, 1, Attribute("user", $"u{user}")));
        }

        _pushed.Push(Gauge("g", 7, 10_000_000, Attribute("user", "ahead")));
        for (var minute = 0; minute < 7; minute++)
        {
            for (var user = 0; user < 3; user++)
            {
                _pushed.Push(Gauge("g", user, 60 * (minute + 1), Attribute("user", $"u{user}")));
            }

            _pushed.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Contains("""g{otel_metric_overflow="true"} 2""", _pushed.Samples());
    }

    [Fact]
    public void Series_that_leave_make_room()
    {
        for (var user = 0; user < 3; user++)
        {
            _pushed.Push(Gauge("g", user, 1, Attribute("user", $"u{user}")));
        }

        _pushed.Time.Advance(TimeSpan.FromMinutes(6));
        _pushed.Push(Gauge("g", 9, 400, Attribute("user", "u9")));
        Assert.Equal(["""g{job="shop",user="u9"} 9"""], _pushed.Samples());
    }

    [Fact]
    public void Too_many_and_too_long_labels_are_refused_with_the_reason()
    {
        var many = _pushed.Push(Gauge("g", 1, 1, [.. Enumerable.Range(0, 9).Select(i => Attribute($"a{i}", "x"))]));
        Assert.Contains("g: too_many_labels", many.Message);
        var key = _pushed.Push(Gauge("g", 1, 1, Attribute("a.key.too.long", "x")));
        Assert.Contains("g: label_too_long", key.Message);
        var value = _pushed.Push(Gauge("g", 1, 1, Attribute("a", new string('x', 21))));
        Assert.Equal((1L, true), (value.Rejected, value.Message.Contains("g: label_too_long", StringComparison.Ordinal)));
        Assert.Empty(_pushed.Samples());
    }

    [Fact]
    public void The_report_names_the_largest_names_and_the_label_to_blame()
    {
        using var pushed = new PushedFixture();
        for (var i = 0; i < 12; i++)
        {
            pushed.Push(Counter("requests", 1, 0, 1, Attribute("user.id", $"u{i}"), Attribute("route", $"r{i % 3}"), Attribute("zone", "z")));
        }

        pushed.Push(Gauge("g", 1));
        var top = pushed.Metrics.Top(1);
        Assert.Equal((13, 100_000, 10_000), (top.Series, top.Limit, top.LimitPerName));
        var name = Assert.Single(top.Names);
        Assert.Equal(("requests_total", 12, 0, "user.id"), (name.Name, name.Series, name.Overflowing, name.Blame));
        Assert.Equal([("user.id", 12), ("route", 3)], name.Labels.Select(l => (l.Label, l.Values)));
        Assert.Equal(["u0", "u1", "u2"], name.Labels[0].Examples);
    }

    [Fact]
    public void A_flood_of_series_and_resources_leaves_memory_bounded()
    {
        using var pushed = new PushedFixture(o => (o.Max, o.MaxPerName) = (1000, 1000));
        for (var i = 0; i < 20_000; i++)
        {
            pushed.Push(Of([Attribute("service.name", "shop"), Attribute("run", $"{i}")], null, Counter("c", 1, 0, 1, Attribute("id", $"{i}"))));
        }

        Assert.Equal(1000, pushed.Metrics.Top(1).Series);
        Assert.Equal(1000, pushed.Metrics.Top(1).Names[0].Overflowing);
        Assert.Equal(1 + 1000, pushed.Samples().Length);
    }
}
