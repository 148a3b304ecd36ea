using System.Runtime.InteropServices;
using System.Text;

namespace Observe.Agent.Sources.FileTail;

/// <summary>What happened in watched folders. Used by one thread; <see cref="TryCreate"/> gives null where the system has none to give.</summary>
internal sealed class Inotify : IDisposable
{
    private const uint Modified = 0x2;
    private const uint MovedFrom = 0x40;
    private const uint MovedTo = 0x80;
    private const uint Created = 0x100;
    private const uint Deleted = 0x200;
    private const uint DeletedSelf = 0x400;
    private const uint MovedSelf = 0x800;
    private const uint Ignored = 0x8000;
    private const uint OnlyDirectories = 0x1000000;
    private const short Readable = 1;

    private readonly int _descriptor;
    private readonly Dictionary<string, int> _watches = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<string>> _folders = [];
    private readonly byte[] _events = new byte[64 * 1024];

    private Inotify(int descriptor) => _descriptor = descriptor;

    public static Inotify? TryCreate()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var descriptor = NativeMethods.InotifyInit(NativeMethods.OpenNonBlocking | NativeMethods.OpenCloseOnExec);
        return descriptor < 0 ? null : new Inotify(descriptor);
    }

    /// <summary>
    /// Watches one folder, not those below it. Asked again it sees to it that the watch is on the folder that has this name
    /// now. False when the system's limit of watches is reached or the folder is gone.
    /// </summary>
    public bool Watch(string folder)
    {
        const uint Mask = Modified | MovedFrom | MovedTo | Created | Deleted | DeletedSelf | MovedSelf | OnlyDirectories;
        var watch = NativeMethods.InotifyAddWatch(_descriptor, folder, Mask);
        if (_watches.TryGetValue(folder, out var earlier) && earlier != watch)
        {
            Remove(folder, earlier);
        }

        if (watch < 0)
        {
            return false;
        }

        // Two names can lead to one folder, and then have one watch.
        if (_watches.TryAdd(folder, watch))
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_folders, watch, out _) ??= []).Add(folder);
        }

        return true;
    }

    /// <summary>Forgets the folders that are watched no more.</summary>
    public void Keep(IReadOnlySet<string> folders)
    {
        foreach (var (folder, watch) in _watches.Where(w => !folders.Contains(w.Key)).ToList())
        {
            Remove(folder, watch);
        }
    }

    /// <summary>
    /// Waits up to the time for something to happen; false when nothing did.
    /// </summary>
    public bool Wait(TimeSpan time)
    {
        var poll = new NativeMethods.PollDescriptor { Descriptor = _descriptor, Events = Readable };
        return NativeMethods.Poll(ref poll, 1, (int)time.TotalMilliseconds) > 0;
    }

    /// <summary>
    /// Takes what happened and calls <paramref name="modified"/> with folder and name of each file written to. True when files
    /// came, went or were renamed, or when events were lost, so that the folders need a new look.
    /// </summary>
    public bool Take(Action<string, string> modified)
    {
        var rescan = false;
        int read;
        while ((read = (int)NativeMethods.Read(_descriptor, _events, _events.Length)) > 0)
        {
            rescan |= Dispatch(_events.AsSpan(0, read), modified);
        }

        return rescan;
    }

    public void Dispose() => NativeMethods.Close(_descriptor);

    /// <summary>Each event: watch (int), mask (uint), cookie (uint), name length (uint), name padded with NULs; see inotify(7).</summary>
    private bool Dispatch(ReadOnlySpan<byte> events, Action<string, string> modified)
    {
        var rescan = false;
        while (events.Length >= 16)
        {
            var watch = MemoryMarshal.Read<int>(events);
            var mask = MemoryMarshal.Read<uint>(events[4..]);
            var length = MemoryMarshal.Read<int>(events[12..]);
            var name = events.Slice(16, length).TrimEnd((byte)0);
            events = events[(16 + length)..];
            if ((mask & Modified) != 0 && _folders.TryGetValue(watch, out var folders))
            {
                var file = Encoding.UTF8.GetString(name);
                folders.ForEach(folder => modified(folder, file));
                continue;
            }

            rescan |= (mask & ~Ignored) != 0;
            if ((mask & Ignored) != 0 && _folders.Remove(watch, out folders))
            {
                folders.ForEach(folder => _watches.Remove(folder));
            }
        }

        return rescan;
    }

    private void Remove(string folder, int watch)
    {
        _watches.Remove(folder);
        if (_folders.TryGetValue(watch, out var folders) && folders.Remove(folder) && folders.Count == 0)
        {
            _folders.Remove(watch);
            NativeMethods.InotifyRemoveWatch(_descriptor, watch);
        }
    }
}
