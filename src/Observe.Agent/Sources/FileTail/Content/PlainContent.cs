using Microsoft.Win32.SafeHandles;
using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Content;

/// <summary>A file that holds what was written as it was written.</summary>
internal sealed class PlainContent(SafeFileHandle handle) : ILogContent
{
    public bool IsArchive => false;

    public FileFault? Fault(string path) => null;

    public long? Length => RandomAccess.GetLength(handle);

    public long StoredRead => 0;

    public int Read(Span<byte> into, long offset) => RandomAccess.Read(handle, into, offset);

    /// <summary>
    /// A file of the same size can be another, and one that begins the same too: programs that start anew write the same first
    /// lines. What stands before the offset tells those apart.
    /// </summary>
    public bool WasReplaced(FileCheckpoint counted, long size) =>
        size < counted.Offset || !counted.Beginning.IsAt(this, 0) || !counted.End.IsAt(this, counted.Offset - counted.EndingLength);

    public void Keep(ReadOnlySpan<byte> unread, long offset)
    {
        // It is in the file still.
    }

    public void Dispose() => handle.Dispose();
}
