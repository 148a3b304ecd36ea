using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.BadInput;

/// <summary>A filesystem of a few megabytes in memory, mounted for one test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(string path, string size)
    {
        using var mount = new ChildProcess(Programs.Find("mount")!, ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", path]);
        Assert.True(await mount.WaitAsync() == 0, $"mount: {mount.Everything}");
        return new SmallDisk(path);
    }

    /// <summary>Writes a file until there is no room left.</summary>
    public static void Fill(string path)
    {
        var block = new byte[4096];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    public void Dispose()
    {
        using var umount = new ChildProcess(Programs.Find("umount")!, ["--lazy", Path]);
        umount.WaitAsync().GetAwaiter().GetResult();
    }
}
