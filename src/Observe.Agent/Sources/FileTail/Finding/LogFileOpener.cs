using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>Opens log files for reading without getting in the way of those who write them.</summary>
internal static class LogFileOpener
{
    private const int NotPermitted = 1;
    private const int NoSuchFile = 2;
    private const int PermissionDenied = 13;
    private const int NotAFolder = 20;
    private const int TooManyInSystem = 23;
    private const int TooManyInProcess = 24;

    /// <summary>
    /// How many of the wanted files may be open at a time. Some of what the system allows is left to the store and to
    /// connections: without a descriptor the agent could neither commit nor answer.
    /// </summary>
    public static int Limit(int wanted)
    {
        if (!OperatingSystem.IsLinux() || NativeMethods.GetResourceLimit(NativeMethods.OpenFilesLimit, out var limit) != 0)
        {
            return wanted;
        }

        return (int)Math.Min((ulong)wanted, LeftFor(limit.Soft));
    }

    /// <summary>The runtime, the web server and the store have about 200 open before the first log.</summary>
    public static ulong LeftFor(ulong limit) => limit > 256 + 16 ? limit - 256 : 16;

    /// <summary>The open file; null when it is gone, or when it cannot be opened and <paramref name="fault"/> was told why.</summary>
    public static SafeFileHandle? Open(string path, Action<FileFault> fault)
    {
        if (!OperatingSystem.IsLinux())
        {
            return OpenPortable(path, fault);
        }

        // File.OpenHandle takes a shared lock, which makes a writer fail that wants its log for itself; and it would wait at a
        // pipe that took the file's name.
        var descriptor = NativeMethods.Open(path, NativeMethods.OpenReadOnly | NativeMethods.OpenNonBlocking | NativeMethods.OpenCloseOnExec);
        if (descriptor >= 0)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        switch (Marshal.GetLastPInvokeError())
        {
            case NoSuchFile or NotAFolder:
                break;
            case PermissionDenied or NotPermitted:
                fault(Unreadable(path));
                break;
            case TooManyInProcess or TooManyInSystem:
                fault(new FileFault(path, FileFault.TooMany, "the system's limit of open files is reached; raise it (ulimit -n) or watch fewer files"));
                break;
            default:
                fault(new FileFault(path, FileFault.ReadError, $"it could not be opened: {Marshal.GetLastPInvokeErrorMessage()}"));
                break;
        }

        return null;
    }

    private static SafeFileHandle? OpenPortable(string path, Action<FileFault> fault)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException)
        {
            fault(Unreadable(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Gone between listing and opening: rotation does that.
        }
        catch (IOException e)
        {
            fault(new FileFault(path, FileFault.ReadError, $"it could not be opened: {e.Message}"));
        }

        return null;
    }

    private static FileFault Unreadable(string path) =>
        new(path, FileFault.Unreadable, "permission denied; give the agent's user read permission or exclude the file");
}
