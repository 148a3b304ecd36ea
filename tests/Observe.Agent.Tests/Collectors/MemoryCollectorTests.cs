using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class MemoryCollectorTests
{
    private const string Small =
        "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\nBuffers: 50 kB\nCached: 200 kB\nSwapCached: 7 kB\n";

    [Fact]
    public void Used_is_what_is_not_available()
    {
        using var memory = Memory();
        memory.Host.Write("proc/meminfo", Small);
        var read = memory.Read();
        Assert.Equal(600 * 1024, read["system.memory.usage{system.memory.state=used}"]);
        Assert.Equal(100 * 1024, read["system.memory.usage{system.memory.state=free}"]);
        Assert.Equal(200 * 1024, read["system.memory.usage{system.memory.state=cached}"]);
        Assert.Equal(50 * 1024, read["system.memory.usage{system.memory.state=buffers}"]);
        Assert.Equal(0.6, read["system.memory.utilization{system.memory.state=used}"]);
        Assert.Equal(1000 * 1024, read["system.memory.limit"]);
        Assert.Equal(400 * 1024, read["system.memory.linux.available"]);
    }

    [Fact]
    public void The_file_of_a_real_machine_is_read()
    {
        using var memory = Memory();
        Assert.Equal(24684092L * 1024, memory.Read()["system.memory.limit"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MemTotal: 0 kB\nMemFree: 1 kB\nMemAvailable: 1 kB\nBuffers: 1 kB\nCached: 1 kB\n")]
    [InlineData("MemTotal: 1000 kB\n")]
    [InlineData("MemTotal: many kB\n")]
    [InlineData("MemTotal:\n")]
    public void A_malformed_file_is_a_failure(string text)
    {
        using var memory = Memory();
        memory.Host.Write("proc/meminfo", text);
        Assert.Throws<InvalidDataException>(memory.ReadOnly);
    }

    private static CollectorUnderTest Memory() => new("host", (files, metrics) => new MemoryCollector(files, metrics));
}
