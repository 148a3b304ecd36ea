using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Tests.Sources.FileTail;

public sealed class LogFileOpenerTests
{
    [Theory]
    [InlineData(1_048_576, 1_048_320)]
    [InlineData(1024, 768)]
    [InlineData(300, 44)]
    [InlineData(100, 16)]
    public void Some_descriptors_are_left_to_the_store_and_to_connections(ulong limit, ulong left) =>
        Assert.Equal(left, LogFileOpener.LeftFor(limit));

    [Fact]
    public void The_wanted_number_holds_where_the_system_allows_it() => Assert.Equal(3, LogFileOpener.Limit(3));

    [Fact]
    public void A_file_that_is_gone_is_no_fault()
    {
        var faults = new List<FileFault>();
        Assert.Null(LogFileOpener.Open("/nowhere/a.log", faults.Add));
        Assert.Empty(faults);
    }
}
