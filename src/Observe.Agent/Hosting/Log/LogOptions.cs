using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Hosting.Log;

/// <summary>The agent's own log.</summary>
internal sealed class LogOptions
{
    /// <summary>The least level that the agent's own log shows.</summary>
    public LogThreshold Level { get; set; } = LogThreshold.Info;

    /// <summary>Lines for people, or a JSON object a line.</summary>
    public LogOutput Format { get; set; } = LogOutput.Text;

    /// <summary>A file that the log is written to beside the error stream.</summary>
    public string? File { get; set; }

    /// <summary>The size at which the file is ended and the next one begun.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public long FileBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How many files are kept, the present one included.</summary>
    [Range(1, 1000)]
    public int FileCount { get; set; } = 5;
}
