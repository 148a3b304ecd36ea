using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class FilesystemCollectorTests
{
    [Fact]
    public void What_stands_for_storage_is_reported_once_and_the_rest_is_not()
    {
        using var filesystem = Filesystem(_ => new FilesystemUsage(10, 20, 5));
        Assert.Equal(
            [
                "system.filesystem.limit{system.device=/dev/sdb,system.filesystem.mountpoint=/mnt/whole,system.filesystem.type=xfs,system.filesystem.mode=ro}",
                "system.filesystem.limit{system.device=/dev/vda,system.filesystem.mountpoint=/,system.filesystem.type=ext4,system.filesystem.mode=rw}",
                "system.filesystem.limit{system.device=cover,system.filesystem.mountpoint=/tmp,system.filesystem.type=tmpfs,system.filesystem.mode=rw}",
                "system.filesystem.limit{system.device=files.example:/team,system.filesystem.mountpoint=/mnt/team,system.filesystem.type=nfs4,system.filesystem.mode=rw}",
            ],
            filesystem.Read().Of("system.filesystem.limit"));
    }

    [Fact]
    public void A_host_that_is_mounted_is_read_as_its_first_process_sees_it()
    {
        using var filesystem = new CollectorUnderTest("host", (files, metrics) => new FilesystemCollector(
            new HostFiles(files.FullPath(""), isMounted: true), metrics, new CollectorOptions(), NullLogger.Instance, _ => new FilesystemUsage(1, 1, 0)));
        filesystem.Host.Write("proc/1/mountinfo", "21 1 8:1 / / rw - ext4 /dev/host rw\n");
        Assert.Equal(
            ["system.filesystem.limit{system.device=/dev/host,system.filesystem.mountpoint=/,system.filesystem.type=ext4,system.filesystem.mode=rw}"],
            filesystem.Read().Of("system.filesystem.limit"));
    }

    [Fact]
    public void States_add_up_to_the_limit_and_their_shares_to_one()
    {
        using var filesystem = Filesystem(path => Shown(path) == "/" ? new FilesystemUsage(50, 40, 10) : null);
        const string root = "{system.device=/dev/vda,system.filesystem.mountpoint=/,system.filesystem.type=ext4,system.filesystem.mode=rw,system.filesystem.state=";
        var read = filesystem.Read();
        Assert.Equal(50, read["system.filesystem.usage" + root + "used}"]);
        Assert.Equal(40, read["system.filesystem.usage" + root + "free}"]);
        Assert.Equal(10, read["system.filesystem.usage" + root + "reserved}"]);
        Assert.Equal(0.5, read["system.filesystem.utilization" + root + "used}"]);
        Assert.Equal(100, read[Assert.Single(read.Of("system.filesystem.limit"))]);
    }

    [Fact]
    public void A_mount_point_with_escapes_is_asked_for_by_its_true_name()
    {
        var asked = new List<string>();
        using var filesystem = Filesystem(path =>
        {
            asked.Add(Shown(path));
            return null;
        });
        filesystem.Host.Write("proc/self/mountinfo", "41 27 8:16 / /mnt/models\\040only ro - xfs /dev/sdb rw\n");
        Assert.Empty(filesystem.Read().Series);
        Assert.Equal(["/mnt/models only"], asked);
    }

    [Fact]
    public void An_unmounted_filesystem_is_no_longer_reported()
    {
        using var filesystem = Filesystem(_ => new FilesystemUsage(1, 1, 1));
        Assert.Equal(4, filesystem.Read().Of("system.filesystem.limit").Count());
        filesystem.Host.Write("proc/self/mountinfo", "27 1 254:0 / / rw - ext4 /dev/vda rw\n");
        Assert.Single(filesystem.Read().Of("system.filesystem.limit"));
    }

    [Fact]
    public void A_remote_filesystem_that_does_not_answer_is_left_out_without_stopping_the_others_and_comes_back()
    {
        using var answers = new ManualResetEventSlim();
        var asked = 0;
        using var filesystem = Filesystem(path =>
        {
            if (Shown(path) == "/mnt/team")
            {
                Interlocked.Increment(ref asked);
                answers.Wait();
            }

            return new FilesystemUsage(1, 1, 1);
        });
        Assert.Equal(3, filesystem.Read().Of("system.filesystem.limit").Count());
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(3, filesystem.Read().Of("system.filesystem.limit").Count());
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"20 readings waited {clock.Elapsed}");
        Assert.Equal(1, Volatile.Read(ref asked));
        answers.Set();
        Assert.True(SpinWait.SpinUntil(() => filesystem.Read().Of("system.filesystem.limit").Count() == 4, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_filesystem_that_cannot_be_read_does_not_stop_the_others()
    {
        using var filesystem = Filesystem(path =>
            Shown(path) is "/" or "/mnt/team" ? throw new IOException("Input/output error") : new FilesystemUsage(1, 1, 1));
        Assert.Equal(2, filesystem.Read().Of("system.filesystem.limit").Count());
    }

    [Fact]
    public void Mount_points_and_types_can_be_left_out()
    {
        using var filesystem = Filesystem(_ => new FilesystemUsage(1, 1, 1),
            new CollectorOptions { ExcludedMountPoints = ["/mnt/"], ExcludedFilesystemTypes = ["tmpfs"] });
        filesystem.Host.Write("proc/self/mountinfo",
            "1 1 1:1 / / rw - ext4 a rw\n2 1 1:2 / /mnt/x rw - ext4 b rw\n3 1 1:3 / /mnt rw - ext4 c rw\n"
            + "4 1 1:4 / /mnt2 rw - ext4 d rw\n5 1 1:5 / /t rw - tmpfs e rw\n");
        Assert.Equal(["/", "/mnt2"], filesystem.Read().Of("system.filesystem.limit").Select(s => s.Split(',')[1].Split('=')[1]));
    }

    [Theory]
    [InlineData("1 2 3:4 / /\n")]
    [InlineData("1 2 3:4 / / rw shared:1 ext4 /dev/vda rw\n")]
    public void A_malformed_line_is_a_failure(string text)
    {
        using var filesystem = Filesystem(_ => null);
        filesystem.Host.Write("proc/self/mountinfo", text);
        Assert.Throws<InvalidDataException>(filesystem.ReadOnly);
    }

    [Fact]
    public void The_kernels_answer_agrees_with_that_of_the_framework()
    {
        var drive = new DriveInfo("/");
        var usage = FilesystemUsage.Of("/\0"u8.ToArray());
        Assert.NotNull(usage);
        Assert.Equal(drive.TotalSize, usage.Value.Limit);
        Assert.Equal(drive.TotalFreeSpace, usage.Value.Free + usage.Value.Reserved, 100e6);
        Assert.Null(FilesystemUsage.Of("/no/such/place\0"u8.ToArray()));
    }

    private static CollectorUnderTest Filesystem(Func<byte[], FilesystemUsage?> ask, CollectorOptions? options = null)
    {
        return new CollectorUnderTest("host", (files, metrics) => new FilesystemCollector(
            files, metrics, options ?? new CollectorOptions(), NullLogger.Instance, path => ask(Below(path, files))));
    }

    private static byte[] Below(byte[] path, HostFiles files) => path[Encoding.UTF8.GetByteCount(files.FullPath(""))..];

    private static string Shown(byte[] terminatedPath) => Encoding.UTF8.GetString(terminatedPath).TrimEnd('\0');
}
