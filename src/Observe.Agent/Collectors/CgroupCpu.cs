namespace Observe.Agent.Collectors;

/// <summary>The tightest CPU quota on the agent's cgroup and those above it, and the time used where that quota stands.</summary>
internal sealed class CgroupCpu
{
    private const double Microseconds = 1e6;

    private readonly bool _isVersion2;
    private readonly Level[] _levels;

    /// <param name="files">The host's files.</param>
    /// <param name="quota">The cgroup of the controller cpu.</param>
    /// <param name="accounting">That of cpuacct, which version 1 may mount apart.</param>
    public CgroupCpu(HostFiles files, CgroupPaths quota, CgroupPaths accounting)
    {
        _isVersion2 = quota.IsVersion2;
        _levels = new Level[quota.Directories.Count];
        for (var i = 0; i < _levels.Length; i++)
        {
            var directory = quota.Directories[i];
            var accounted = accounting.Directories[accounting.Directories.Count == _levels.Length ? i : 0];
            _levels[i] = _isVersion2
                ? new Level(files.File(directory + "/cpu.max"), null, files.File(directory + "/cpu.stat"))
                : new Level(files.File(directory + "/cpu.cfs_quota_us"), files.File(directory + "/cpu.cfs_period_us"),
                    files.File(accounted + "/cpuacct.stat"));
        }
    }

    public (double Limit, double User, double System)? Read()
    {
        Level? tightest = null;
        var least = double.MaxValue;
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

        double user = 0, system = 0;
        foreach (var line in tightest.Time.Read())
        {
            var fields = line;
            if (fields.TryNext(out var name))
            {
                user = name.SequenceEqual("user"u8) ? fields.NextNumber() / CpuCollector.TicksPerSecond
                    : name.SequenceEqual("user_usec"u8) ? fields.NextNumber() / Microseconds
                    : user;
                system = name.SequenceEqual("system"u8) ? fields.NextNumber() / CpuCollector.TicksPerSecond
                    : name.SequenceEqual("system_usec"u8) ? fields.NextNumber() / Microseconds
                    : system;
            }
        }

        return (least, user, system);
    }

    /// <summary>Version 2: "50000 100000" or "max 100000" in one file. Version 1: two files, -1 for no quota.</summary>
    private static double? Limit(Level level)
    {
        if (!level.Quota.TryRead(out var lines))
        {
            return null;
        }

        var fields = lines.First();
        if (fields.Rest.StartsWith("max"u8) || fields.Rest.StartsWith("-1"u8))
        {
            return null;
        }

        var quota = fields.NextNumber();
        var period = level.Period?.Read().First().NextNumber() ?? fields.NextNumber();
        return period > 0 ? (double)quota / period : throw fields.Malformed("a period above zero");
    }

    private sealed record Level(HostFile Quota, HostFile? Period, HostFile Time);
}
