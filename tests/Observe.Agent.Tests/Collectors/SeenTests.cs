using System.Text;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class SeenTests
{
    private readonly KeptLog _log = new();
    private readonly Seen<string> _seen;
    private int _made;

    public SeenTests()
    {
        _seen = new Seen<string>("disks", name => $"{Encoding.UTF8.GetString(name)} {++_made}", _log);
    }

    [Fact]
    public void A_thing_is_made_once_while_it_is_seen_and_anew_when_it_was_missing()
    {
        Assert.Equal(["a 1", "b 2"], Read("a", "b"));
        Assert.Equal(["a 1", "b 2"], Read("a", "b"));
        Assert.Equal(["b 2"], Read("b"));
        Assert.Equal(["a 3", "b 2"], Read("a", "b"));
    }

    [Fact]
    public void Things_over_the_limit_are_left_out_which_is_said_once_until_there_is_room_again()
    {
        string[] names = [.. Enumerable.Range(0, Seen<string>.Limit + 5).Select(i => $"dm-{i}")];
        Assert.Equal(Seen<string>.Limit, Read(names).Count);
        Assert.Equal(Seen<string>.Limit, Read(names).Count);
        Assert.Equal("Warning: There are more than 1024 disks; the rest is left out", Assert.Single(_log.Lines));
        Read();
        Assert.Equal(["other 1025"], Read("other"));
        Read(names);
        Assert.Equal(2, _log.Lines.Count);
    }

    private List<string> Read(params string[] names)
    {
        var found = new List<string>();
        _seen.StartReading();
        foreach (var name in names)
        {
            if (_seen.TryGet(Encoding.UTF8.GetBytes(name), out var thing))
            {
                found.Add(thing);
            }
        }

        _seen.EndReading();
        return found;
    }
}
