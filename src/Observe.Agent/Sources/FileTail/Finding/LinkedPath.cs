using Microsoft.Win32.SafeHandles;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>Where a path or an open file really is, links resolved by the kernel.</summary>
internal static class LinkedPath
{
    private const string DeletedMark = " (deleted)";

    /// <summary>The present name of an open file; null when it was deleted or the system does not tell.</summary>
    public static string? Of(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var path = new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget;
        return path is null || path.EndsWith(DeletedMark, StringComparison.Ordinal) ? null : path;
    }

    /// <summary>The folder with every link on the way resolved; the folder as given when it is not there.</summary>
    public static string OfFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return folder;
        }

        var descriptor = NativeMethods.Open(folder, NativeMethods.OpenReadOnly | NativeMethods.OpenNonBlocking | NativeMethods.OpenCloseOnExec);
        if (descriptor < 0)
        {
            return folder;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return Of(handle) ?? folder;
    }

    public static bool IsBelow(string path, string folder) =>
        folder == "/" || (path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length && path[folder.Length] == '/');
}
