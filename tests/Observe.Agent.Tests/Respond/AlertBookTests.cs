using Observe.Agent.Respond;

namespace Observe.Agent.Tests.Respond;

public class AlertBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Repetitions_change_nothing()
    {
        var book = new AlertBook();
        Assert.Equal(AlertChange.Began, book.Take(Firing("a")));
        Assert.Equal(AlertChange.None, book.Take(Firing("a")));
        Assert.Equal(AlertChange.Ended, book.Take(Resolved("a")));
        Assert.Equal(AlertChange.None, book.Take(Resolved("a")));
        Assert.Equal(AlertChange.Began, book.Take(Firing("a")));
    }

    [Fact]
    public void Of_more_alerts_than_are_kept_those_that_fire_stay()
    {
        var book = new AlertBook(limit: 2);
        book.Take(Firing("a"));
        book.Take(Firing("b"));
        Assert.Equal(AlertChange.Refused, book.Take(Firing("c")));
        Assert.Equal(AlertChange.None, book.Take(Firing("a")));
        Assert.Equal(["a", "b"], book.List().Firing.Select(a => a.Fingerprint).Order());
    }

    [Fact]
    public void The_oldest_resolved_are_forgotten_first()
    {
        var book = new AlertBook(limit: 2);
        foreach (var fingerprint in new[] { "a", "b", "c" })
        {
            book.Take(Resolved(fingerprint));
        }

        Assert.Equal(["c", "b"], book.List().Resolved.Select(a => a.Fingerprint));
    }

    private static Alert Firing(string fingerprint) => new(fingerprint, "Name", "warning", Nothing, Nothing, Start, null);

    private static Alert Resolved(string fingerprint) => Firing(fingerprint) with { ResolvedAt = Start.AddMinutes(1) };
}
