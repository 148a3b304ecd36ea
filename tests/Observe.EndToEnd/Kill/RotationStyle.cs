namespace Observe.EndToEnd.Kill;

/// <summary>How a log is rotated. In every style nothing that was written is thrown away.</summary>
internal enum RotationStyle
{
    /// <summary><c>app.log</c> to <c>app.log.1</c>, that to <c>app.log.2</c>, and so on.</summary>
    Chain,

    /// <summary>The same, with <c>app.log.2</c> and older ones compressed, as logrotate does with delaycompress.</summary>
    CompressedChain,

    /// <summary>Copied to the next <c>app.log.N</c> and truncated.</summary>
    CopyAndTruncate,

    /// <summary>Copied, truncated, and the copy compressed at once.</summary>
    CopyTruncateAndCompress,

    /// <summary>Moved to a folder beside, every other one compressed.</summary>
    Archive,

    /// <summary>A new name for each, the one before the last compressed.</summary>
    Dated,
}
