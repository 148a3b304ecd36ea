using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Observe.Agent.Collectors;

/// <summary>
/// Reads files of <c>/proc</c> and <c>/sys</c> below a root into one reused buffer, so what was read holds until the next
/// read. Used by one thread at a time.
/// </summary>
/// <param name="root">Where the host's root is: <c>/</c>, or where it is mounted in a container.</param>
/// <param name="isMounted">Whether the host is another root than this process's own.</param>
internal sealed class HostFiles(string root, bool isMounted = false)
{
    /// <summary>More than any of these files holds; a larger one is refused.</summary>
    public const int LargestFile = 4 * 1024 * 1024;

    private const int LongestPath = 4096;

    private readonly string _root = root.TrimEnd('/');
    private readonly byte[] _path = new byte[LongestPath];
    private byte[] _buffer = new byte[16 * 1024];

    /// <summary>The files of this process's own root; the cgroup that limits the agent shows there.</summary>
    public HostFiles Own => isMounted ? new HostFiles("/") : this;

    /// <summary>The process whose view of mounts and network interfaces is the host's: in a container its own is not.</summary>
    public string HostProcess { get; } = isMounted ? "1" : "self";

    /// <summary>The place of a file or directory for calls of the framework.</summary>
    public string FullPath(string path) => _root + path;

    public HostFile File(string path) => new(this, path, Encoding.UTF8.GetBytes(_root + path + '\0'));

    /// <summary>False when the file, or the process or device that it describes, is not there.</summary>
    public bool TryRead(ReadOnlySpan<byte> terminatedPath, string shownPath, out ReadOnlySpan<byte> content)
    {
        content = default;
        var descriptor = Libc.Open(terminatedPath, Libc.ReadOnlyCloseOnExec);
        if (descriptor < 0)
        {
            return !IsGone(shownPath);
        }

        try
        {
            var length = 0;
            while (true)
            {
                var read = (int)Libc.Read(descriptor, _buffer.AsSpan(length), _buffer.Length - length);
                if (read < 0)
                {
                    return !IsGone(shownPath);
                }

                if (read == 0)
                {
                    content = _buffer.AsSpan(0, length);
                    return true;
                }

                length += read;
                Grow(length, shownPath);
            }
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>
    /// The file name of a process's executable; empty when it may not be asked for. It points into the reused buffer.
    /// </summary>
    public ReadOnlySpan<byte> ExecutableName(int process)
    {
        if (!Utf8.TryWrite(_path, $"{_root}/proc/{process}/exe\0", out _))
        {
            return default;
        }

        var length = (int)Libc.ReadLink(_path, _buffer, _buffer.Length);
        if (length <= 0)
        {
            return default;
        }

        var target = _buffer.AsSpan(0, length);
        var deleted = " (deleted)"u8;
        target = target.EndsWith(deleted) ? target[..^deleted.Length] : target;
        return target[(target.LastIndexOf((byte)'/') + 1)..];
    }

    /// <summary>The name the kernel keeps for a process, at most 15 bytes; empty when the process is gone.</summary>
    public ReadOnlySpan<byte> CommandName(int process) =>
        Utf8.TryWrite(_path, $"{_root}/proc/{process}/comm\0", out _) && TryRead(_path, "comm", out var name)
            ? name.TrimEnd((byte)'\n')
            : default;

    private void Grow(int length, string shownPath)
    {
        if (length < _buffer.Length)
        {
            return;
        }

        if (length >= LargestFile)
        {
            throw new InvalidDataException($"{shownPath} is larger than {LargestFile} bytes");
        }

        Array.Resize(ref _buffer, length * 2);
    }

    /// <summary>Whether the last call failed because what it asked about is not there; any other failure throws.</summary>
    public static bool IsGone(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            Libc.NoSuchFile or Libc.NoSuchProcess or Libc.NoSuchDevice => true,
            Libc.PermissionDenied => throw new UnauthorizedAccessException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}"),
            _ => throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }
}
