using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Content;

/// <summary>The bytes of a log as they were written, whatever they are stored as. All offsets count these bytes.</summary>
internal interface ILogContent : IDisposable
{
    /// <summary>True for a file that is written once: what is at its end does not grow there.</summary>
    bool IsArchive { get; }

    /// <summary>Why the content ends where it should not; null as long as no such end was met.</summary>
    FileFault? Fault(string path);

    /// <summary>All bytes there are; null as long as that is not known.</summary>
    long? Length { get; }

    /// <summary>Bytes of the file as stored that were read so far; all of them once the end was met.</summary>
    long StoredRead { get; }

    /// <summary>Reads from the offset on; 0 at the end.</summary>
    int Read(Span<byte> into, long offset);

    /// <summary>Tells what was read and not used, since it is asked for again at this offset.</summary>
    void Keep(ReadOnlySpan<byte> unread, long offset);

    /// <summary>Whether the file as it is now cannot be the one that was counted up to the checkpoint.</summary>
    /// <param name="size">Bytes of the file as stored.</param>
    bool WasReplaced(FileCheckpoint counted, long size);
}
