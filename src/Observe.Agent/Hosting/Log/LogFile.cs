namespace Observe.Agent.Hosting.Log;

/// <summary>The file of the agent's own log; it rolls over to names with a number before the extension.</summary>
internal static class LogFile
{
    /// <summary>Finds out before the start what the sink would keep to itself.</summary>
    /// <exception cref="StartupException">The file cannot be written.</exception>
    public static void Probe(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The log cannot be written to {path}: {e.Message.TrimEnd('.')}; name another file with log.file.", e);
        }
    }

    /// <summary>What the file and its elder ones are called, as a glob within its folder.</summary>
    public static string NamesOf(string path) => Path.GetFileNameWithoutExtension(path) + "*" + Path.GetExtension(path);
}
