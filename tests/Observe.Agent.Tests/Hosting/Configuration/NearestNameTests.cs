using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

public class NearestNameTests
{
    [Theory]
    [InlineData("wacth", "watch")]
    [InlineData("WATCH", "watch")]
    [InlineData("procss", "process")]
    [InlineData("helth", "health")]
    [InlineData("excludes", "exclude")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void The_nearest_is_found_when_it_is_near(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Among(["watch", "exclude", "process", "health"], name));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_edits(string a, string b, int edits)
    {
        Assert.Equal(edits, NearestName.Distance(a, b));
        Assert.Equal(edits, NearestName.Distance(b, a));
    }
}
