using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class LoadCollectorTests
{
    [Fact]
    public void The_three_averages_are_read()
    {
        using var load = Load();
        var read = load.Read();
        Assert.Equal(1.92, read["system.cpu.load_average.1m"]);
        Assert.Equal(1.14, read["system.cpu.load_average.5m"]);
        Assert.Equal(0.58, read["system.cpu.load_average.15m"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.0 2.0\n")]
    [InlineData("one two three\n")]
    public void A_malformed_file_is_a_failure(string text)
    {
        using var load = Load();
        load.Host.Write("proc/loadavg", text);
        Assert.Throws<InvalidDataException>(load.ReadOnly);
    }

    private static CollectorUnderTest Load() => new("host", (files, metrics) => new LoadCollector(files, metrics));
}
