namespace Observe.Agent.Collectors;

/// <summary>The tightest memory limit on the agent's cgroup and those above it, and the usage where that limit stands.</summary>
internal sealed class CgroupMemory(HostFiles files, CgroupPaths paths)
{
    /// <summary>Version 1 shows "no limit" as the largest whole number of pages.</summary>
    private const long Unlimited = 1L << 60;

    private readonly Level[] _levels = [.. paths.Directories.Select(d => paths.IsVersion2
        ? new Level(files.File(d + "/memory.max"), files.File(d + "/memory.current"), files.File(d + "/memory.stat"))
        : new Level(files.File(d + "/memory.limit_in_bytes"), files.File(d + "/memory.usage_in_bytes"), files.File(d + "/memory.stat")))];

    public (long Limit, long Usage, long WorkingSet)? Read()
    {
        Level? tightest = null;
        var least = Unlimited;
        foreach (var level in _levels)
        {
            if (Limit(level) is { } limit && limit < least)
            {
                (tightest, least) = (level, limit);
            }
        }

        if (tightest is null)
        {
            return null;
        }

        var usage = tightest.Usage.Read().First().NextNumber();
        return (least, usage, Math.Max(usage - InactiveFile(tightest), 0));
    }

    private static long? Limit(Level level)
    {
        if (!level.Limit.TryRead(out var lines))
        {
            return null;
        }

        var fields = lines.First();
        return fields.Rest.SequenceEqual("max"u8) ? null : fields.NextNumber();
    }

    private long InactiveFile(Level level)
    {
        var wanted = paths.IsVersion2 ? "inactive_file"u8 : "total_inactive_file"u8;
        foreach (var line in level.Stat.Read())
        {
            var fields = line;
            if (fields.TryNext(out var name) && name.SequenceEqual(wanted))
            {
                return fields.NextNumber();
            }
        }

        return 0;
    }

    private sealed record Level(HostFile Limit, HostFile Usage, HostFile Stat);
}
