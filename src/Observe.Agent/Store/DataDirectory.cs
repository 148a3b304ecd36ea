using System.Globalization;

namespace Observe.Agent.Store;

/// <summary>The folder that holds the agent's state. Whoever opens it for writing is alone: a second agent is told who has it.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockName = "observe.lock";

    /// <summary>Beside the lock, because what is locked cannot be read: opening asks for a shared lock.</summary>
    private const string HolderName = "observe.pid";

    /// <summary>Names of the agent's own files, with wildcards; the folder may hold others, logs even.</summary>
    public static readonly IReadOnlyList<string> OwnFiles = ["observe.db*", "prices.json*", "logs.db*", "cmr.json*", LockName, HolderName];

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public static string DatabaseIn(string path) => System.IO.Path.Combine(path, "observe.db");

    /// <summary>Makes the folder (readable by its owner alone) where it is missing, and takes it.</summary>
    /// <exception cref="StoreException">It cannot be made or written, or another agent has it.</exception>
    public static DataDirectory Take(string path)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                CreatePrivate(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the data directory {path} cannot be made: {e.Message.TrimEnd('.')}; name another with --data", e);
        }

        var lockPath = System.IO.Path.Combine(path, LockName);
        FileStream held;
        try
        {
            held = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"the data directory {path} is not writable; make it so or name another with --data", e);
        }
        catch (IOException e)
        {
            throw new StoreException(Holder(path) is { } pid
                ? $"the data directory {path} is in use by another agent (process {pid}); stop that one or name another with --data"
                : $"the data directory {path} cannot be used: {e.Message.TrimEnd('.')}; name another with --data", e);
        }

        WriteHolder(path);
        return new DataDirectory(path, held);
    }

    public void Dispose() => _lock.Dispose();

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The number is only told to people; the lock itself is what counts.</summary>
    private static void WriteHolder(string path)
    {
        try
        {
            File.WriteAllText(System.IO.Path.Combine(path, HolderName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk is told by the first commit that fails, with the reason.
        }
    }

    private static string? Holder(string path)
    {
        try
        {
            var text = File.ReadAllText(System.IO.Path.Combine(path, HolderName)).Trim();
            return text.Length > 0 && text.All(char.IsAsciiDigit) ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
