using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class CpuCollectorTests
{
    private const string Before = "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 1000 20 300 5000 40 5 6 7 0 0\nintr 1\n";
    private const string After = "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 1050 20 325 5020 40 6 8 9 0 0\nintr 1\n";

    [Fact]
    public void Time_of_each_cpu_by_mode_is_in_seconds()
    {
        using var cpu = Cpu();
        var read = cpu.Read();
        Assert.Equal(184.55, read["system.cpu.time{cpu.mode=user,cpu.logical_number=0}"]);
        Assert.Equal(1729.28, read["system.cpu.time{cpu.mode=idle,cpu.logical_number=1}"]);
        Assert.Equal(7.6, read["system.cpu.time{cpu.mode=iowait,cpu.logical_number=1}"]);
        Assert.Equal(14, read.Of("system.cpu.time").Count());
        Assert.Equal(2, read["system.cpu.logical.count"]);
    }

    [Fact]
    public void Hard_and_soft_interrupts_are_one_mode()
    {
        using var cpu = Cpu();
        cpu.Host.Write("proc/stat", Before);
        Assert.Equal(0.11, cpu.Read()["system.cpu.time{cpu.mode=interrupt,cpu.logical_number=0}"]);
    }

    [Fact]
    public void Utilization_is_absent_until_the_second_reading_and_then_shares_add_up()
    {
        using var cpu = Cpu();
        cpu.Host.Write("proc/stat", Before);
        Assert.Empty(cpu.Read().Of("system.cpu.utilization"));
        cpu.Host.Write("proc/stat", After);
        var read = cpu.Read();
        Assert.Equal(0.5, read["system.cpu.utilization{cpu.mode=user,cpu.logical_number=0}"]);
        Assert.Equal(0.2, read["system.cpu.utilization{cpu.mode=idle,cpu.logical_number=0}"]);
        Assert.Equal(1, read.Of("system.cpu.utilization").Sum(s => read[s]), 12);
    }

    [Fact]
    public void A_cpu_that_goes_offline_is_no_longer_reported()
    {
        using var cpu = Cpu();
        Assert.NotEmpty(cpu.Read().Of("system.cpu.time"));
        cpu.Host.Write("proc/stat", Before);
        var read = cpu.Read();
        Assert.Equal(7, read.Of("system.cpu.time").Count());
        Assert.Equal(1, read["system.cpu.logical.count"]);
    }

    [Fact]
    public void Iowait_that_the_kernel_counts_back_a_little_does_not_go_back_here()
    {
        using var cpu = Cpu();
        cpu.Host.Write("proc/stat", Before);
        cpu.Read();
        cpu.Host.Write("proc/stat", Before.Replace("5000 40", "5000 38", StringComparison.Ordinal));
        Assert.Equal(0.4, cpu.Read()["system.cpu.time{cpu.mode=iowait,cpu.logical_number=0}"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("intr 1 2 3\n")]
    [InlineData("cpu0 1 2 3\n")]
    [InlineData("cpu0 1 2 3 4 5 6 7 x\n")]
    [InlineData("cpux 1 2 3 4 5 6 7 8\n")]
    [InlineData("cpu99999999 1 2 3 4 5 6 7 8\n")]
    [InlineData("cpu0 -1 2 3 4 5 6 7 8\n")]
    public void A_malformed_file_is_a_failure_that_names_it(string text)
    {
        using var cpu = Cpu();
        cpu.Host.Write("proc/stat", text);
        Assert.Contains("/proc/stat", Assert.Throws<InvalidDataException>(cpu.ReadOnly).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_failure()
    {
        using var cpu = Cpu();
        cpu.Host.Delete("proc/stat");
        Assert.Throws<FileNotFoundException>(cpu.ReadOnly);
    }

    private static CollectorUnderTest Cpu() => new("host", (files, metrics) => new CpuCollector(files, metrics));
}
