using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Sources.FileTail.Reading;

/// <summary>What an open file looks like beside what is counted of it: its size, and whether it still is the one that was counted.</summary>
internal sealed class FileLook(SafeFileHandle handle, ILogContent content, LogSource source, FileProgress progress, long size)
{
    private long _size = size;

    /// <summary>Size in bytes when last looked at.</summary>
    public long Size => Volatile.Read(ref _size);

    /// <summary>Looks at the open file: size, and whether it was deleted.</summary>
    public FileStat Stat()
    {
        var stat = FileStat.Of(handle, source.Path);
        Note(stat.Size);
        return stat;
    }

    /// <summary>Notes a size that somebody saw; true when it is another one than is counted.</summary>
    public bool HasChanged(long seen)
    {
        Note(seen);
        return seen != progress.Counted.Offset;
    }

    /// <summary>Whether what is counted is not what stands in the file now.</summary>
    public bool WasReplaced() => content.WasReplaced(progress.Counted, Stat().Size);

    /// <summary>Notices that what is counted was overwritten. Until then the size says how much was never read.</summary>
    public bool WasOverwritten(Overwriting overwriting)
    {
        var seen = Size;
        if (!WasReplaced())
        {
            return false;
        }

        Volatile.Write(ref _size, FileStat.Of(handle, source.Path).Size);
        overwriting.Notice(lost: Math.Max(0, seen - progress.Counted.Offset));
        return true;
    }

    /// <summary>That it is shorter than what is counted is left for the next read, which finds out what was lost.</summary>
    private void Note(long seen)
    {
        if (content.IsArchive || seen >= progress.Counted.Offset)
        {
            Volatile.Write(ref _size, seen);
        }
    }
}
