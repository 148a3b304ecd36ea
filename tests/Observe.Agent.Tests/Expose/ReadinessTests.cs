using Observe.Agent.Expose;

namespace Observe.Agent.Tests.Expose;

public class ReadinessTests
{
    [Fact]
    public void Each_component_holds_it_back_under_its_own_name_until_it_clears_that()
    {
        var readiness = new Readiness();
        Assert.True(readiness.IsReady);

        readiness.Set("tail", "first scan");
        readiness.Set("store", "opening");
        readiness.Set("store", "disk\nfull");
        Assert.Equal(["store: disk full", "tail: first scan"], readiness.Reasons);

        readiness.Clear("store");
        readiness.Clear("nobody");
        Assert.Equal(["tail: first scan"], readiness.Reasons);

        readiness.Clear("tail");
        Assert.True(readiness.IsReady);
    }
}
