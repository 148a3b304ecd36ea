using Observe.Agent.Records.Usage;
using Observe.Agent.Tests.Metrics.Pushed;
using Observe.Agent.Tokens.Otlp;
using static Observe.Agent.Tests.Tokens.Otlp.UsageFixture;
using Temporality = OpenTelemetry.Proto.Metrics.V1.AggregationTemporality;

namespace Observe.Agent.Tests.Tokens.Otlp;

public class OtlpUsageTests
{
    private readonly UsageFixture _agent = new();

    [Fact]
    public void A_histogram_of_totals_counts_what_it_grows_by()
    {
        _agent.Push(Histogram("input", 100, 0, 10), Histogram("output", 20, 0, 10));
        _agent.Push(Histogram("input", 100, 0, 20), Histogram("output", 25, 0, 20));
        _agent.Push(Histogram("input", 130, 0, 30), Histogram("output", 25, 0, 30));
        Assert.Equal((130, 25), (_agent.Input, _agent.Output));
        Assert.All(_agent.Taken, t => Assert.Equal(("openai", "gpt-4o", "chat", TokenOrigin.Otlp), (t.Provider, t.Model, t.Operation, t.Origin)));
    }

    [Fact]
    public void A_histogram_of_increments_counts_each_once_though_it_be_sent_again()
    {
        _agent.Push(Histogram("input", 100, 0, 10, Temporality.Delta));
        _agent.Push(Histogram("input", 100, 0, 10, Temporality.Delta));
        _agent.Push(Histogram("input", 7, 10, 20, Temporality.Delta));
        Assert.Equal(107, _agent.Input);
    }

    [Fact]
    public void A_restart_of_the_agent_neither_doubles_nor_loses()
    {
        _agent.Push(Histogram("input", 100, 0, 10));
        _agent.Restart();
        _agent.Push(Histogram("input", 100, 0, 10));
        _agent.Push(Histogram("input", 150, 0, 70));
        Assert.Equal(150, _agent.Input);
    }

    [Fact]
    public void A_restart_of_the_app_begins_a_new_total_also_beside_the_old_one()
    {
        _agent.Push(Histogram("input", 100, 0, 10));
        _agent.Push(Histogram("input", 40, 11, 20));
        _agent.Push(Histogram("input", 110, 0, 21));
        _agent.Push(Histogram("input", 45, 11, 30));
        Assert.Equal(155, _agent.Input);
    }

    [Fact]
    public void Of_an_app_that_began_long_before_the_agent_only_what_comes_on_top_counts()
    {
        var agent = new UsageFixture(seconds: 7200);
        agent.Push(Histogram("input", 1_000_000, 0, 7210));
        Assert.Equal(0, agent.Input);
        agent.Restart();
        agent.Push(Histogram("input", 1_000_100, 0, 7220));
        Assert.Equal(100, agent.Input);
        agent.Push(Histogram("output", 5, 0, 7230));
        Assert.Equal(5, agent.Output);
    }

    [Fact]
    public void What_was_silent_for_a_day_is_forgotten_and_not_counted_again_when_it_comes_back()
    {
        _agent.Push(Histogram("input", 100, 0, 10));
        _agent.Seconds = 90_000;
        _agent.Restart();
        _agent.Restart();
        _agent.Push(Histogram("input", 100, 0, 90_000));
        Assert.Equal(100, _agent.Input);
    }

    [Fact]
    public void Counters_of_the_newer_kind_are_split_into_types_that_do_not_overlap()
    {
        _agent.Push(
            Counter("input", 100, 0, 10), Counter("cache_read.input", 60, 0, 10), Counter("cache_write.input", 10, 0, 10),
            Counter("output", 50, 0, 10), Counter("reasoning.output", 20, 0, 10));
        var taken = Assert.Single(_agent.Taken);
        Assert.Equal((30, 60, 10, 30, 20), (taken.Input, taken.CacheRead, taken.CacheWrite, taken.Output, taken.Reasoning));
    }

    [Fact]
    public void Spans_are_read_by_old_and_new_names_and_split()
    {
        _agent.Push(Span(5, ("input_tokens", 100), ("output_tokens", 50), ("cache_read.input_tokens", 60), ("cache_creation.input_tokens", 10), ("reasoning.output_tokens", 20)));
        var taken = Assert.Single(_agent.Taken);
        Assert.Equal((30, 60, 10, 30, 20), (taken.Input, taken.CacheRead, taken.CacheWrite, taken.Output, taken.Reasoning));

        _agent.Push(Span(6, ("prompt_tokens", 7), ("completion_tokens", 8)));
        Assert.Equal((37, 38), (_agent.Input, _agent.Output));
    }

    [Fact]
    public void An_app_that_pushes_metric_and_span_for_one_call_is_counted_once_whichever_comes_first()
    {
        _agent.Push(Span(5, ("input_tokens", 100), ("output_tokens", 10)));
        _agent.Restart();
        _agent.Push(Histogram("input", 100, 0, 10), Histogram("output", 10, 0, 10));
        Assert.Equal((100, 10), (_agent.Input, _agent.Output));

        _agent.Push(Span(15, ("input_tokens", 7)));
        _agent.Push(Histogram("input", 107, 0, 20), Histogram("output", 10, 0, 20));
        _agent.Push(Span(16, ("input_tokens", 1)));
        Assert.Equal((107, 10), (_agent.Input, _agent.Output));
    }

    [Fact]
    public void Both_families_of_metrics_in_one_app_count_once()
    {
        _agent.Push(Histogram("input", 100, 0, 10), Counter("input", 100, 0, 10), Counter("cache_read.input", 40, 0, 10));
        _agent.Push(Histogram("input", 150, 0, 20), Counter("input", 150, 0, 20), Counter("cache_read.input", 40, 0, 20));
        Assert.Equal(150, _agent.Taken.Sum(t => t.Input + t.CacheRead));
    }

    [Fact]
    public void What_spans_had_counted_before_the_metrics_began_is_not_taken_from_them()
    {
        _agent.Push(Span(5, ("input_tokens", 1000)));
        _agent.Seconds = 300;
        _agent.Push(Histogram("input", 50, 290, 300));
        Assert.Equal(1050, _agent.Input);
    }

    [Fact]
    public void An_app_whose_metrics_fall_silent_is_counted_by_its_spans_again()
    {
        _agent.Push(Histogram("input", 100, 0, 10));
        _agent.Push(Span(20, ("input_tokens", 5)));
        Assert.Equal(100, _agent.Input);
        _agent.Seconds = 10 + PushingApp.Silence.TotalSeconds;
        _agent.Push(Span(910, ("input_tokens", 5)));
        Assert.Equal(105, _agent.Input);
    }

    [Fact]
    public void A_clock_that_was_set_forward_and_back_does_not_hold_off_spans_for_as_long()
    {
        _agent.Seconds = 40_000_000;
        _agent.Push(Histogram("input", 100, 39_999_990, 40_000_000));
        _agent.Seconds = 0;
        _agent.Push(Span(0, ("input_tokens", 5)));
        Assert.Equal(105, _agent.Input);
    }

    [Fact]
    public void Apps_that_fell_silent_are_forgotten_and_leave_their_place_to_others()
    {
        for (var i = 0; i < OtlpUsage.MaxApps; i++)
        {
            _agent.Push($"job-{i}", Histogram("input", 1, 0, 10));
        }

        Assert.Equal(OtlpUsage.MaxApps, _agent.StoredApps);
        _agent.Seconds = 7200;
        Assert.Equal(0, _agent.StoredApps);
        _agent.Push("shop", Histogram("input", 1, 7_100, 7_200));
        Assert.Equal(1, _agent.StoredApps);
    }

    [Fact]
    public void A_span_that_sums_up_others_counts_nothing()
    {
        var agent = Span(5, ("input_tokens", 100));
        agent.Attributes[0].Value.StringValue = "invoke_agent";
        _agent.Push(agent, Span(4, ("input_tokens", 100)));
        Assert.Equal(100, _agent.Input);
    }

    [Fact]
    public void Nonsense_counts_nothing()
    {
        _agent.Push(Histogram("fuel", 100, 0, 10), Counter("input", -5, 0, 10), Requests.Gauge("gen_ai.client.token.usage", double.NaN));
        _agent.Push(Span(5, ("input_tokens", -5), ("output_tokens", long.MaxValue)));
        Assert.Equal((0, 0), (_agent.Input, _agent.Output));
    }
}
