namespace Observe.Agent.Sources.FileTail;

/// <summary>How files are followed.</summary>
internal sealed class FileTailOptions
{
    /// <summary>How often the watched folders are looked through anew, beside what the system reports at once.</summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often files are looked at where the system reports no changes.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a last line without its line end may stay unchanged before it counts.</summary>
    public TimeSpan PartialLineTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a rotated or deleted file that is read to its end stays open.</summary>
    public TimeSpan RotatedCloseDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of a line that are read; the rest of a longer one is passed over.</summary>
    public int MaxLineBytes { get; set; } = 1024 * 1024;

    /// <summary>Files held open at a time.</summary>
    public int MaxFiles { get; set; } = 10_000;
}
