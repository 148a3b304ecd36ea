using Microsoft.Win32.SafeHandles;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Origins;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>Opens found files where their reading begins, as many as may be open. Not thread-safe.</summary>
internal sealed class FoundFileOpener(OpenFiles open, FileSelection selection, StartFinder starts, FileTailOptions options, TimeProvider time, Action<FileFault> fault)
{
    /// <summary>Archives open at a time: each has a decoder.</summary>
    private const int MaxArchives = 128;

    private readonly int _maxFiles = LogFileOpener.Limit(options.MaxFiles);

    /// <summary>True when this scan left something for a later one: a copy of what is not yet read, or archives over the limit.</summary>
    public bool IsWaiting { get; private set; }

    public void BeginScan()
    {
        IsWaiting = false;
        starts.BeginScan();
    }

    /// <summary>Opens the file and adds it to the open ones; null when it is not to be read, or not now.</summary>
    public TailedFile? Open(in FoundFile found)
    {
        if (found.IsArchive && open.Archives >= MaxArchives)
        {
            IsWaiting = true;
            return null;
        }

        if (open.Count >= _maxFiles)
        {
            fault(new FileFault(found.Path, FileFault.TooMany, $"more than {_maxFiles} files are open; raise {(_maxFiles < options.MaxFiles ? "the system's limit (ulimit -n)" : "tail.maxFiles")} or watch fewer"));
            return null;
        }

        if (LogFileOpener.Open(found.Path, fault) is not { } handle || TryBegin(found, handle) is not { } file)
        {
            return null;
        }

        open.Add(file);
        starts.Add(file);
        return file;
    }

    private TailedFile? TryBegin(in FoundFile found, SafeFileHandle handle)
    {
        ILogContent content = found.IsArchive ? new GzipContent(handle) : new PlainContent(handle);
        TailedFile? file = null;
        try
        {
            return file = Begin(found, handle, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault(new FileFault(found.Path, FileFault.ReadError, $"it could not be read: {e.Message}"));
            return null;
        }
        finally
        {
            if (file is null)
            {
                content.Dispose();
            }
        }
    }

    /// <summary>What was opened is judged, not what was listed: between the two the name can have come to lead elsewhere.</summary>
    private TailedFile? Begin(in FoundFile found, SafeFileHandle handle, ILogContent content)
    {
        var stat = FileStat.Of(handle, found.Path);
        var real = LinkedPath.Of(handle);
        if (real is not null && !LinkedPath.IsBelow(real, found.RealRoot))
        {
            fault(new FileFault(found.Path, FileFault.LinkOutside, $"it is a link to {real}, outside the watched folder; watch that folder itself to read it"));
            return null;
        }

        if (!stat.IsRegular || open.Find(stat.Identity) is not null || selection.IsIgnored(stat.Identity))
        {
            return null;
        }

        var start = starts.Find(found, stat, content, out var wait);
        IsWaiting |= wait;
        return start is null ? null : new TailedFile(handle, content, start.Checkpoint, options, time, start.Origin) { Unread = start.Unread };
    }
}
