using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class CgroupCollectorTests
{
    [Fact]
    public void Limits_of_version_1_are_read_from_each_controllers_own_mount()
    {
        using var cgroup = Cgroup("cgroup1");
        var read = cgroup.Read();
        Assert.Equal(536870912, read["container.memory.limit"]);
        Assert.Equal(48955392, read["container.memory.usage"]);
        Assert.Equal(48955392 - 40411136, read["container.memory.working_set"]);
        Assert.Equal(536870912 - (48955392 - 40411136), read["container.memory.available"]);
        Assert.Equal(1.5, read["container.cpu.limit"]);
        Assert.Equal(0.05, read["container.cpu.time{cpu.mode=user}"]);
        Assert.Equal(0.18, read["container.cpu.time{cpu.mode=system}"]);
    }

    [Fact]
    public void Of_version_2_the_tightest_limit_of_the_cgroup_and_those_above_it_counts_with_the_usage_where_it_stands()
    {
        using var cgroup = Cgroup("cgroup2");
        var read = cgroup.Read();
        Assert.Equal(1073741824, read["container.memory.limit"]);
        Assert.Equal(700000000, read["container.memory.usage"]);
        Assert.Equal(500000000, read["container.memory.working_set"]);
        Assert.Equal(0.5, read["container.cpu.limit"]);
        Assert.Equal(1.75, read["container.cpu.time{cpu.mode=user}"]);
        Assert.Equal(0.75, read["container.cpu.time{cpu.mode=system}"]);
    }

    [Fact]
    public void A_container_that_sees_its_cgroup_as_the_root_of_the_mount_is_read_there()
    {
        using var cgroup = Cgroup("cgroup1");
        cgroup.Host.Replace("proc/self/cgroup", "/observe-fixture", "/docker/ab12");
        cgroup.Host.Write("proc/self/mountinfo",
            "35 31 0:32 /docker/ab12 /sys/fs/cgroup/memory/observe-fixture ro - cgroup cgroup rw,memory\n");
        var read = cgroup.Read();
        Assert.Equal(536870912, read["container.memory.limit"]);
        Assert.False(read.Has("container.cpu.limit"));
    }

    [Fact]
    public void A_cgroup_below_the_one_that_a_container_sees_as_the_root_is_read_below_the_mount()
    {
        using var cgroup = Cgroup("cgroup2");
        cgroup.Host.Write("proc/self/cgroup", "0::/docker/ab12/ai.slice/observe.service\n");
        cgroup.Host.Replace("proc/self/mountinfo", " / /sys/fs/cgroup ", " /docker/ab12 /sys/fs/cgroup ");
        Assert.Equal(0.5, cgroup.Read()["container.cpu.limit"]);
    }

    [Fact]
    public void The_host_that_a_container_mounts_does_not_hide_the_containers_own_cgroup()
    {
        using var cgroup = Cgroup("cgroup2");
        cgroup.Host.Write("proc/self/mountinfo", cgroup.Host.Text("proc/self/mountinfo") + "99 1 0:26 / /host/sys/fs/cgroup ro - cgroup2 cgroup2 rw\n");
        Assert.Equal(0.5, cgroup.Read()["container.cpu.limit"]);
    }

    [Fact]
    public void Where_nothing_is_limited_nothing_is_reported()
    {
        using var cgroup = Cgroup("cgroup1");
        cgroup.Host.Write("proc/self/cgroup", "4:memory:/\n2:cpuacct:/\n1:cpu:/\n0::/\n");
        Assert.Empty(cgroup.Read().Series);
        using var version2 = Cgroup("cgroup2");
        version2.Host.Write("proc/self/cgroup", "0::/\n");
        Assert.Empty(version2.Read().Series);
    }

    [Fact]
    public void A_limit_that_is_lifted_is_no_longer_reported()
    {
        using var cgroup = Cgroup("cgroup2");
        Assert.True(cgroup.Read().Has("container.cpu.limit"));
        cgroup.Host.Write("sys/fs/cgroup/ai.slice/observe.service/cpu.max", "max 100000\n");
        var read = cgroup.Read();
        Assert.False(read.Has("container.cpu.limit"));
        Assert.Empty(read.Of("container.cpu.time"));
        Assert.True(read.Has("container.memory.limit"));
    }

    [Fact]
    public void No_cgroups_at_all_is_no_failure()
    {
        using var cgroup = Cgroup("cgroup2");
        cgroup.Host.Delete("proc/self");
        Assert.Empty(cgroup.Read().Series);
    }

    [Theory]
    [InlineData("memory.max", "")]
    [InlineData("memory.max", "much\n")]
    [InlineData("cpu.max", "50000\n")]
    [InlineData("cpu.max", "50000 0\n")]
    [InlineData("cpu.stat", "user_usec\n")]
    public void A_malformed_file_is_a_failure(string file, string text)
    {
        using var cgroup = Cgroup("cgroup2");
        cgroup.Host.Write("sys/fs/cgroup/ai.slice/observe.service/" + file, text);
        Assert.Throws<InvalidDataException>(cgroup.ReadOnly);
    }

    private static CollectorUnderTest Cgroup(string fixture) => new(fixture, (files, metrics) => new CgroupCollector(files, metrics));
}
