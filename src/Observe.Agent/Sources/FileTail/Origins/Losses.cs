using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>
/// Tells what was truncated away or deleted before it was read. A copy of it that turns up within some seconds saves it, so
/// that is waited for. Not thread-safe.
/// </summary>
internal sealed class Losses(OpenFiles open, FileMemory memory, TimeProvider time, Action<FileFault> fault)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly Queue<(FileCheckpoint Counted, long Unread, long Since)> _feared = new();

    public void Fear(FileCheckpoint counted, long unread)
    {
        if (unread > 0)
        {
            _feared.Enqueue((counted, unread, time.GetTimestamp()));
        }
    }

    /// <summary>Tells what no copy turned up of in time.</summary>
    public void Tell()
    {
        while (_feared.TryPeek(out var feared) && time.GetElapsedTime(feared.Since) >= Wait)
        {
            _feared.Dequeue();
            if (!IsSaved(feared.Counted))
            {
                fault(new FileFault(
                    feared.Counted.Path, FileFault.TruncatedUnread, $"it was truncated before all was read; at least {feared.Unread} bytes are lost and no copy of them was found"));
            }
        }
    }

    private bool IsSaved(FileCheckpoint lost) => open.All.Any(f => f.Identity != lost.Identity && f.Beginning == lost.Beginning)
        || memory.Alike(lost.Beginning).Any(c => c.Identity != lost.Identity && !c.IsPast);
}
