using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Collectors;

/// <summary>What may be configured about the collectors.</summary>
internal sealed class CollectorOptions
{
    /// <summary>The collectors that run, of <see cref="CollectorSet.Names"/>.</summary>
    public string[] Enabled { get; set; } = [.. CollectorSet.Names];

    /// <summary>Where the root of the host's filesystem is; another place than <c>/</c> in a container that mounts it.</summary>
    public string Root { get; set; } = "/";

    /// <summary>How often the host is read when nobody scrapes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Executable names of the processes to watch, as the file is called: <c>ollama</c>, <c>python3.11</c>.</summary>
    public string[] Processes { get; set; } = [];

    /// <summary>Most watched processes at a time; those with the lowest ids are taken.</summary>
    [Range(1, 10_000)]
    public int ProcessLimit { get; set; } = 64;

    /// <summary>Mount points that are left out, with everything mounted below them.</summary>
    public string[] ExcludedMountPoints { get; set; } =
        ["/dev", "/proc", "/run", "/sys", "/var/lib/docker", "/var/lib/containers/storage"];

    /// <summary>Filesystem types that are left out: those that stand for no storage.</summary>
    public string[] ExcludedFilesystemTypes { get; set; } =
    [
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "erofs", "fusectl",
        "hugetlbfs", "iso9660", "mqueue", "nsfs", "overlay", "proc", "procfs", "pstore", "rpc_pipefs", "securityfs",
        "selinuxfs", "squashfs", "sysfs", "tracefs",
    ];
}
