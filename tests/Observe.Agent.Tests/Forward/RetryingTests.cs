using System.Net;
using Observe.Agent.Forward;

namespace Observe.Agent.Tests.Forward;

public class RetryingTests
{
    private static readonly ForwardOptions Options = new() { RetryDelay = TimeSpan.FromMilliseconds(500) };

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(7, 7)]
    [InlineData(86_400, 900)]
    public void What_a_peer_asks_for_is_kept_within_bounds_and_spread(int asked, double least)
    {
        var pauses = Enumerable.Range(0, 200).Select(_ => Retrying.Wish(Busy(TimeSpan.FromSeconds(asked)), Options)!.Value.TotalSeconds).ToList();
        Assert.All(pauses, p => Assert.InRange(p, least, least * 1.1));
        Assert.True(pauses.Max() - pauses.Min() > least / 20, "everybody would come back at once");
    }

    [Fact]
    public void A_peer_that_asks_for_nothing_and_one_that_does_not_answer_leave_it_to_the_agent()
    {
        Assert.Null(Retrying.Wish(Busy(null), Options));
        Assert.Null(Retrying.Wish(null, Options));
    }

    private static Answer Busy(TimeSpan? wish) => new(HttpStatusCode.TooManyRequests, wish, default);
}
