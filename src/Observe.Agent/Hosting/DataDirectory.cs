using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Hosting;

/// <summary>The directory that holds the agent's state. It is the owner's alone: logs carry what is nobody else's business.</summary>
internal static class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Where state is kept when nobody says otherwise; null where the user has no home.</summary>
    public static string? DefaultFor(Surroundings surroundings)
    {
        var state = surroundings.Directory("XDG_STATE_HOME");
        if (state is null && surroundings.Home is { } home)
        {
            state = OperatingSystem.IsWindows()
                ? surroundings.Directory("LOCALAPPDATA") ?? Path.Combine(home, "AppData", "Local")
                : Path.Combine(home, ".local", "state");
        }

        return state is null ? null : Path.Combine(state, "observe");
    }

    /// <summary>Makes the directory when it is not there and proves that it can be written.</summary>
    /// <exception cref="StartupException">It cannot be made or written; the message names it and the way out.</exception>
    public static void Prepare(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly);
            }

            var probe = Path.Combine(path, $".write-{Environment.ProcessId}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {path} cannot be written: {e.Message} Make it writable for this user or name another with --data.", e);
        }
    }
}
