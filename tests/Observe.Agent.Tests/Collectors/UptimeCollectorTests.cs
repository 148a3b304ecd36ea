using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class UptimeCollectorTests
{
    [Fact]
    public void Uptime_is_the_first_number_of_the_file()
    {
        using var uptime = new CollectorUnderTest("host", (files, metrics) => new UptimeCollector(files, metrics));
        Assert.Equal(2028.45, uptime.Read()["system.uptime"]);
    }

    [Fact]
    public void A_missing_file_is_a_failure()
    {
        using var uptime = new CollectorUnderTest("host", (files, metrics) => new UptimeCollector(files, metrics));
        uptime.Host.Delete("proc/uptime");
        Assert.Throws<FileNotFoundException>(uptime.ReadOnly);
    }
}
