using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Sources.FileTail;

/// <summary>How files are followed.</summary>
internal sealed class FileTailOptions
{
    /// <summary>How often the watched folders are looked through anew, beside what the system reports at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often files are looked at where the system reports no changes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a last line without its line end may stay unchanged before it counts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan PartialLineTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a last record that further lines may still belong to may stay unchanged before it counts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan RecordTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a rotated or deleted file that is read to its end stays open.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RotatedCloseDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of a line that are read; the rest of a longer one is passed over.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxLineBytes { get; set; } = 1024 * 1024;

    /// <summary>Whether a copy of a watched file, under a name that rotation does not give, is counted as a log of its own.</summary>
    public bool CountCopies { get; set; }

    /// <summary>Files held open at a time.</summary>
    [Range(1, 1_000_000)]
    public int MaxFiles { get; set; } = 10_000;

    /// <summary>Files that are read at the same time.</summary>
    [Range(1, 256)]
    public int Workers { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 256);
}
