using System.Runtime.InteropServices;

namespace Observe.Agent.Collectors;

/// <summary>Space of a filesystem in bytes. Free is what everyone may use, reserved what only root may.</summary>
internal readonly record struct FilesystemUsage(long Used, long Free, long Reserved)
{
    public long Limit => Used + Free + Reserved;

    /// <summary>Asks the kernel; null when the place is gone or may not be asked. May take for ever on a remote filesystem.</summary>
    public static FilesystemUsage? Of(byte[] terminatedPath)
    {
        if (nint.Size != 8)
        {
            throw new PlatformNotSupportedException("Filesystems are read on 64-bit systems only");
        }

        if (Libc.StatVfs(terminatedPath, out var stat) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is Libc.NoSuchFile or Libc.PermissionDenied or Libc.NoSuchDevice
                ? null
                : throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }

        var unit = stat.FragmentSize;
        return new FilesystemUsage(
            Bytes(stat.Blocks, stat.FreeBlocks, unit),
            Bytes(stat.AvailableBlocks, 0, unit),
            Bytes(stat.FreeBlocks, stat.AvailableBlocks, unit));
    }

    private static long Bytes(ulong blocks, ulong less, ulong unit) =>
        blocks > less ? (long)UInt128.Min((UInt128)(blocks - less) * unit, long.MaxValue) : 0;
}
