using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>A log that is known and begins as a file does that was just met, so that the file can be a copy of it.</summary>
/// <param name="Counted">What was counted of it when the file was met.</param>
/// <param name="Open">Null when its content cannot be looked at, or no more.</param>
/// <param name="IsUnfinished">Whether there was more of it to read than was counted.</param>
internal sealed record Original(FileCheckpoint Counted, TailedFile? Open, bool IsUnfinished)
{
    public static Original Of(TailedFile open) => new(open.Checkpoint, open.CanBeCompared ? open : null, open.IsArchive || (open.CanBeCompared && open.Size > open.Offset));

    /// <summary>Whether nothing was written to it nor counted of it since it was looked at.</summary>
    public bool IsAsItWas
    {
        get
        {
            try
            {
                return Open is null || (Open.Stat().Size == Counted.Offset && Open.Offset == Counted.Offset);
            }
            catch (ObjectDisposedException)
            {
                // Closed meanwhile.
                return false;
            }
        }
    }
}
