using Observe.Agent.Hosting;

namespace Observe.Agent.Commands;

/// <summary>Writes what was counted as a page of Prometheus text, whole or not at all, for the textfile collector of node_exporter.</summary>
internal static class MetricsFile
{
    /// <exception cref="StartupException">The file cannot be written.</exception>
    public static void Write(string path, LogEngine engine)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = File.Create(unfinished))
            {
                engine.NewPage().Write(stream);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished);
            throw new StartupException($"The metrics cannot be written to {path}: {e.Message.TrimEnd('.')}; name another file with --metrics.", e);
        }
    }

    private static void Remove(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Told is why the metrics could not be written; this would be the same reason again.
        }
    }
}
