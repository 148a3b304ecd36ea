using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class DiskCollectorTests
{
    [Fact]
    public void Bytes_operations_and_times_are_read()
    {
        using var disk = Disk();
        var read = disk.Read();
        Assert.Equal(6832618L * 512, read["system.disk.io{system.device=vda,disk.io.direction=read}"]);
        Assert.Equal(4850856L * 512, read["system.disk.io{system.device=vda,disk.io.direction=write}"]);
        Assert.Equal(58666, read["system.disk.operations{system.device=vda,disk.io.direction=read}"]);
        Assert.Equal(10881, read["system.disk.operations{system.device=vda,disk.io.direction=write}"]);
        Assert.Equal(33.926, read["system.disk.operation_time{system.device=vda,disk.io.direction=read}"]);
        Assert.Equal(12.956, read["system.disk.io_time{system.device=vda}"]);
    }

    [Fact]
    public void A_disk_that_is_gone_is_no_longer_reported_and_no_disk_is_no_failure()
    {
        using var disk = Disk();
        Assert.True(disk.Read().Has("system.disk.io_time{system.device=zram0}"));
        disk.Host.Replace("proc/diskstats", "zram0", "loop8");
        var read = disk.Read();
        Assert.Equal(["system.disk.io_time{system.device=vda}"], read.Of("system.disk.io_time"));
        disk.Host.Write("proc/diskstats", "");
        Assert.Empty(disk.Read().Series);
        disk.Host.Delete("proc/diskstats");
        Assert.Empty(disk.Read().Series);
    }

    [Theory]
    [InlineData("vda", true)]
    [InlineData("sdaa", true)]
    [InlineData("nvme0n1", true)]
    [InlineData("mmcblk0", true)]
    [InlineData("dm-0", true)]
    [InlineData("md127", true)]
    [InlineData("sr0", true)]
    [InlineData("zram0", true)]
    [InlineData("vda1", false)]
    [InlineData("sda12", false)]
    [InlineData("xvdb3", false)]
    [InlineData("nvme0n1p2", false)]
    [InlineData("mmcblk0p1", false)]
    [InlineData("loop7", false)]
    [InlineData("ram3", false)]
    [InlineData("fd0", false)]
    public void Partitions_loops_and_ram_disks_are_no_disks(string name, bool isDisk) =>
        Assert.Equal(isDisk, DiskNames.IsWholeDisk(Encoding.UTF8.GetBytes(name)));

    [Theory]
    [InlineData(" 254 0 vda 1 2 3\n")]
    [InlineData(" 254 0\n")]
    [InlineData(" 254 0 vda 1 2 3 4 5 6 7 8 9 ten 11\n")]
    public void A_malformed_line_is_a_failure(string text)
    {
        using var disk = Disk();
        disk.Host.Write("proc/diskstats", text);
        Assert.Throws<InvalidDataException>(disk.ReadOnly);
    }

    [Fact]
    public void There_is_a_limit_to_the_disks()
    {
        using var disk = Disk();
        disk.Host.Write("proc/diskstats", string.Concat(
            Enumerable.Range(0, 1500).Select(i => $" 253 {i} dm-{i} 1 2 3 4 5 6 7 8 9 10 11\n")));
        Assert.Equal(1024, disk.Read().Of("system.disk.io_time").Count());
    }

    private static CollectorUnderTest Disk() => new("host", (files, metrics) => new DiskCollector(files, metrics, NullLogger.Instance));
}
