namespace Observe.EndToEnd.Harness;

/// <summary>A cgroup with a memory limit, gone with the test.</summary>
internal sealed class MemoryCgroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";

    private readonly string _folder;

    private MemoryCgroup(string folder) => _folder = folder;

    /// <summary>What a process writes its id into to be in it.</summary>
    public string Members => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Null where cgroups cannot be made: without root, or in a container.</summary>
    public static MemoryCgroup? TryMake(long limit)
    {
        var isVersion1 = Directory.Exists(Path.Combine(Root, "memory"));
        var folder = Path.Combine(Root, isVersion1 ? "memory" : "", $"observe-e2e-{Guid.NewGuid():n}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, isVersion1 ? "memory.limit_in_bytes" : "memory.max"), limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return new MemoryCgroup(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder);
        }
        catch (IOException)
        {
            // A process that is about to end holds it; an empty cgroup costs nothing.
        }
    }
}
