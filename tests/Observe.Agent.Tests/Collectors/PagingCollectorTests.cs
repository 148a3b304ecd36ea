using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class PagingCollectorTests
{
    [Fact]
    public void Each_swap_space_is_read_and_its_path_is_unescaped()
    {
        using var paging = Paging();
        var read = paging.Read();
        Assert.Equal(1048576L * 1024, read["system.paging.usage{system.device=/dev/zram0,system.paging.state=used}"]);
        Assert.Equal(3145724L * 1024, read["system.paging.usage{system.device=/dev/zram0,system.paging.state=free}"]);
        Assert.Equal(2097148L * 1024, read["system.paging.usage{system.device=/swap file,system.paging.state=free}"]);
        Assert.Equal(0.25, read["system.paging.utilization{system.device=/dev/zram0,system.paging.state=used}"], 3);
    }

    [Fact]
    public void No_swap_is_no_data_and_no_failure()
    {
        using var paging = Paging();
        Assert.NotEmpty(paging.Read().Series);
        paging.Host.Write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
        Assert.Empty(paging.Read().Series);
        paging.Host.Delete("proc/swaps");
        Assert.Empty(paging.Read().Series);
    }

    [Fact]
    public void A_malformed_line_is_a_failure()
    {
        using var paging = Paging();
        paging.Host.Write("proc/swaps", "Filename Type\n/dev/sda2 partition 12\n");
        Assert.Throws<InvalidDataException>(paging.ReadOnly);
    }

    private static CollectorUnderTest Paging() =>
        new("host", (files, metrics) => new PagingCollector(files, metrics, NullLogger.Instance));
}
