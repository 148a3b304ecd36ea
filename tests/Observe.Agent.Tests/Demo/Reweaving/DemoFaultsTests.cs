using Observe.Agent.Demo.Reweaving;

namespace Observe.Agent.Tests.Demo.Reweaving;

public class DemoFaultsTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    [InlineData(29.9, true)]
    [InlineData(30, false)]
    public void Faults_last_from_their_beginning_to_their_end(double seconds, bool isFaulty)
    {
        var faults = new DemoFaults(SlowLayer: 3, After: TimeSpan.FromSeconds(10), For: TimeSpan.FromSeconds(20));

        Assert.Equal(isFaulty, faults.At(TimeSpan.FromSeconds(seconds)).SlowLayer == 3);
    }

    [Fact]
    public void Without_an_end_they_last() => Assert.True(new DemoFaults(QualityDrop: true).At(TimeSpan.FromDays(9)).QualityDrop);
}
