using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;

namespace Observe.Agent.Sources.FileTail.Reading;

/// <summary>
/// How far a file is counted. What was read is proposed, counts once it is accepted, and is taken for a commit then. Its holder
/// proposes and accepts; <see cref="Counted"/> and <see cref="Past"/> may be looked at by anyone.
/// </summary>
internal sealed class FileProgress
{
    private FileCheckpoint _counted;
    private FileCheckpoint? _next;
    private FileCheckpoint? _past;

    /// <param name="isDirty">Whether the start is to be committed before anything is read.</param>
    public FileProgress(FileCheckpoint start, bool isDirty)
    {
        _counted = start;
        IsDirty = isDirty;
    }

    public FileCheckpoint Counted => Volatile.Read(ref _counted);

    /// <summary>True when something was accepted but not yet taken for a commit.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>What was counted of content that the file has no more; null when that is committed or there was none.</summary>
    public FileCheckpoint? Past => Volatile.Read(ref _past);

    public void Propose(FileCheckpoint next) => _next = next;

    /// <summary>Proposes what follows what is counted.</summary>
    /// <param name="insideLine">Whether it ends inside a line that counts with it.</param>
    /// <param name="anew">Whether it was read from the start of the file instead, where other content stands by now.</param>
    public void Propose(ReadOnlySpan<byte> read, bool insideLine, bool anew)
    {
        var last = anew ? _counted with { Offset = 0, Fingerprint = 0, FingerprintLength = 0, EndingLength = 0 } : _counted;
        var beginning = last.Beginning.With(read);
        var ending = read.IsEmpty ? last.End : Fingerprint.OfEnd(read);
        _next = last with
        {
            Offset = last.Offset + read.Length,
            InsideCountedLine = insideLine,
            Fingerprint = beginning.Hash,
            FingerprintLength = beginning.Length,
            Ending = ending.Hash,
            EndingLength = ending.Length,
        };
    }

    public FileCheckpoint TakeProposed()
    {
        var next = _next ?? throw new InvalidOperationException("nothing was read");
        _next = null;
        return next;
    }

    public void Accept(FileCheckpoint next)
    {
        Volatile.Write(ref _counted, next);
        IsDirty = true;
    }

    /// <summary>Keeps what is counted as that of content which is gone.</summary>
    public void KeepAsPast() => _past = _counted.FingerprintLength > 0 ? _counted.AsPast() : null;

    /// <summary>Changes what is known beside the counts; it is committed when the file is closed.</summary>
    public void Note(FileCheckpoint counted) => Volatile.Write(ref _counted, counted);

    public FileCheckpoint TakeCounted()
    {
        IsDirty = false;
        return _counted;
    }

    public FileCheckpoint? TakePast() => Interlocked.Exchange(ref _past, null);
}
