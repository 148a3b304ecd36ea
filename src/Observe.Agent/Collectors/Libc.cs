using System.Runtime.InteropServices;

namespace Observe.Agent.Collectors;

/// <summary>The few system calls whose counterparts in the framework would allocate for every file, or do not exist.</summary>
internal static partial class Libc
{
    public const int NoSuchFile = 2;
    public const int NoSuchProcess = 3;
    public const int PermissionDenied = 13;
    public const int NoSuchDevice = 19;

    /// <summary>O_RDONLY | O_CLOEXEC, the same number on every Linux that .NET runs on.</summary>
    public const int ReadOnlyCloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    public static partial int Open(ReadOnlySpan<byte> path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "opendir", SetLastError = true)]
    public static partial nint OpenDirectory(ReadOnlySpan<byte> path);

    /// <summary>The next entry, whose content is not looked at, or zero.</summary>
    [LibraryImport("libc", EntryPoint = "readdir")]
    public static partial nint ReadDirectory(nint directory);

    [LibraryImport("libc", EntryPoint = "closedir")]
    public static partial int CloseDirectory(nint directory);

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    public static partial nint ReadLink(ReadOnlySpan<byte> path, Span<byte> buffer, nint size);

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true)]
    public static partial int StatVfs(ReadOnlySpan<byte> path, out StatVfsResult result);

    /// <summary>struct statvfs of the 64-bit Linux libraries (glibc and musl agree), 112 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 112)]
    public struct StatVfsResult
    {
        public ulong BlockSize;
        public ulong FragmentSize;
        public ulong Blocks;
        public ulong FreeBlocks;
        public ulong AvailableBlocks;
        public ulong Files;
        public ulong FreeFiles;
        public ulong AvailableFiles;
        public ulong FilesystemId;
        public ulong Flags;
        public ulong LongestName;
    }
}
