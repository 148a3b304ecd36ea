using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Tests.Sources.FileTail;

public class TailLoopTests
{
    [Theory]
    [InlineData(10, false, true, 5_000)]
    [InlineData(40, false, true, 10_000)]
    [InlineData(1_000, false, true, 30_000)]
    [InlineData(1_000, false, false, 5_000)]
    [InlineData(10, true, true, 500)]
    [InlineData(10, true, false, 500)]
    [InlineData(100, true, true, 2_000)]
    [InlineData(1_000, true, true, 5_000)]
    public void A_look_that_takes_long_is_taken_more_seldom_where_the_system_tells_of_changes(int took, bool isWanted, bool isTold, int pause) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(pause),
            TailLoop.Pause(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(took), isWanted, isTold));
}
