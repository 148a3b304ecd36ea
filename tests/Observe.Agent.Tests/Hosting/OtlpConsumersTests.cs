using Observe.Agent.Hosting;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Tests.Sources.Otlp;

namespace Observe.Agent.Tests.Hosting;

public class OtlpConsumersTests
{
    private static readonly byte[] Request = [0x0a, 0];

    private readonly RecordingConsumer _first = new();
    private readonly RecordingConsumer _second = new();

    [Fact]
    public async Task Every_consumer_gets_the_request()
    {
        Assert.Equal(OtlpOutcome.Accepted, await ConsumeAsync(Request));

        Assert.All([_first, _second], consumer => Assert.Equal(Request, Assert.Single(consumer.Received).Request));
    }

    [Theory]
    [InlineData(OtlpStatus.Busy)]
    [InlineData(OtlpStatus.Malformed)]
    internal async Task The_first_that_does_not_take_it_is_the_last_to_see_it(OtlpStatus status)
    {
        _first.Answer = _ => ValueTask.FromResult(new OtlpOutcome(status, 0, "why"));

        Assert.Equal(new OtlpOutcome(status, 0, "why"), await ConsumeAsync(Request));
        Assert.Empty(_second.Received);
    }

    [Fact]
    public async Task A_refusal_after_others_took_it_is_the_outcome()
    {
        _second.Answer = _ => ValueTask.FromResult(OtlpOutcome.Busy("full"));
        Assert.Equal(OtlpOutcome.Busy("full"), await ConsumeAsync(Request));
    }

    [Fact]
    public async Task Of_what_was_rejected_the_most_counts_and_all_that_was_said_is_passed_on()
    {
        _first.Answer = _ => ValueTask.FromResult(new OtlpOutcome(OtlpStatus.Accepted, 5, "too old"));
        _second.Answer = _ => ValueTask.FromResult(new OtlpOutcome(OtlpStatus.Accepted, 3, "no name"));

        Assert.Equal(new OtlpOutcome(OtlpStatus.Accepted, 5, "too old; no name"), await ConsumeAsync(Request));
    }

    [Fact]
    public async Task What_is_no_request_reaches_nobody()
    {
        var outcome = await ConsumeAsync([0x0a, 5, 1]);

        Assert.Equal(OtlpStatus.Malformed, outcome.Status);
        Assert.NotEmpty(outcome.Message);
        Assert.Empty(_first.Received);
    }

    private ValueTask<OtlpOutcome> ConsumeAsync(byte[] request) =>
        new OtlpConsumers(_first, _second).ConsumeAsync(OtlpSignal.Logs, request, default);
}
