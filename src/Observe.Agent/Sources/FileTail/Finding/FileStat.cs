using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>What the file system says of a file: identity, size in bytes, kind, and whether a name still leads to it.</summary>
internal readonly record struct FileStat(FileIdentity Identity, long Size, long ModifiedUnixMilliseconds, bool IsRegular, bool IsLink, bool IsDeleted)
{
    /// <summary>Looks at a path. A link is followed only when <paramref name="follow"/> is set. False when nothing is there or it may not be seen.</summary>
    public static bool TryGet(string path, bool follow, out FileStat stat)
    {
        if (!OperatingSystem.IsLinux())
        {
            return TryGetPortable(path, out stat);
        }

        var flags = follow ? 0 : NativeMethods.NoFollow;
        var found = NativeMethods.StatX(NativeMethods.CurrentDirectory, path, flags, NativeMethods.BasicStats | NativeMethods.BirthTime, out var buffer) == 0;
        stat = found ? From(buffer) : default;
        return found;
    }

    /// <summary>Looks at an open file, wherever its name is now.</summary>
    public static FileStat Of(SafeFileHandle handle, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return TryGetPortable(path, out var portable) ? portable with { Size = RandomAccess.GetLength(handle) } : default;
        }

        var result = NativeMethods.StatX(handle, "", NativeMethods.EmptyPath, NativeMethods.BasicStats | NativeMethods.BirthTime, out var buffer);
        return result == 0 ? From(buffer) : throw new IOException($"cannot stat {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static FileStat From(in NativeMethods.StatXBuffer b)
    {
        var birth = (b.Mask & NativeMethods.BirthTime) != 0 ? b.Birth.TotalNanoseconds : 0;
        var kind = b.Mode & NativeMethods.ModeTypeMask;
        return new FileStat(
            new FileIdentity(((ulong)b.DeviceMajor << 32) | b.DeviceMinor, b.Inode, birth),
            (long)b.Size,
            b.Modified.TotalNanoseconds / 1_000_000,
            kind == NativeMethods.ModeRegular,
            kind == NativeMethods.ModeLink,
            b.LinkCount == 0);
    }

    /// <summary>Elsewhere than on Linux a file is known by its path's hash and its creation time.</summary>
    private static bool TryGetPortable(string path, out FileStat stat)
    {
        var info = new FileInfo(path);
        stat = default;
        if (!info.Exists)
        {
            return false;
        }

        var birth = (info.CreationTimeUtc - DateTime.UnixEpoch).Ticks * 100;
        ulong hash = 14695981039346656037;
        foreach (var c in path)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        var modified = new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeMilliseconds();
        stat = new FileStat(new FileIdentity(0, hash, birth), info.Length, modified, true, info.LinkTarget is not null, false);
        return true;
    }
}
