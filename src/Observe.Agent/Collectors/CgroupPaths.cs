using System.Text;

namespace Observe.Agent.Collectors;

/// <summary>
/// Where the agent's cgroup stands for one controller: the directories from its own up to the highest that can be seen.
/// A limit on any of them binds the agent.
/// </summary>
internal sealed record CgroupPaths(bool IsVersion2, IReadOnlyList<string> Directories)
{
    /// <summary>Finds the cgroup by <c>/proc/self/cgroup</c> and <c>/proc/self/mountinfo</c>; null when there is none.</summary>
    public static CgroupPaths? Find(HostFiles files, string controller)
    {
        if (!files.File("/proc/self/mountinfo").TryRead(out var lines))
        {
            return null;
        }

        Mount? version1 = null, version2 = null;
        foreach (var line in lines)
        {
            var fields = line;
            if (line.Line.IndexOf(" - cgroup"u8) >= 0)
            {
                var mount = Mount.Parse(ref fields);
                version2 = mount.Type == "cgroup2" ? Nearer(mount, version2) : version2;
                version1 = mount.Type == "cgroup" && mount.SuperOptions.Split(',').Contains(controller) ? Nearer(mount, version1) : version1;
            }
        }

        var found = version1 ?? version2;
        return found is null || OwnPath(files, version1 is null ? "" : controller) is not { } path
            ? null
            : new CgroupPaths(version1 is null, UpToTheMount(files, found, path));
    }

    /// <summary>Where the host's root is mounted too, its cgroups show below it; the process's own stand nearer to the root.</summary>
    private static Mount Nearer(Mount mount, Mount? other) => other is null || mount.Point.Length < other.Point.Length ? mount : other;

    private static string? OwnPath(HostFiles files, string controller)
    {
        if (!files.File("/proc/self/cgroup").TryRead(out var lines))
        {
            return null;
        }

        foreach (var line in lines)
        {
            // "4:memory:/path", "2:cpu,cpuacct:/path", "0::/path".
            var parts = Encoding.UTF8.GetString(line.Line).Split(':', 3);
            if (parts.Length == 3 && (controller.Length == 0 ? parts[0] == "0" : parts[1].Split(',').Contains(controller)))
            {
                return parts[2];
            }
        }

        return null;
    }

    private static List<string> UpToTheMount(HostFiles files, Mount mount, string path)
    {
        // A container may see its cgroup as the root of the mount, while its path is told from the host's root.
        var below = mount.Root == "/" ? path
            : path.StartsWith(mount.Root + "/", StringComparison.Ordinal) ? path[mount.Root.Length..]
            : "/";
        var directories = new List<string>();
        for (below = below.TrimEnd('/'); below.Length > 0; below = below[..below.LastIndexOf('/')])
        {
            if (Directory.Exists(files.FullPath(mount.Point + below)))
            {
                directories.Add(mount.Point + below);
            }
        }

        directories.Add(mount.Point);
        return directories;
    }
}
