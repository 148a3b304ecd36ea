using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail.Content;

/// <summary>The content that a checkpoint counts, by what it begins with and what stands before its offset.</summary>
internal static class CountedContent
{
    /// <summary>The device of what no file holds any more: content that was truncated away. No file system has this number.</summary>
    private const ulong NoDevice = ulong.MaxValue;

    extension(FileCheckpoint checkpoint)
    {
        public Fingerprint Beginning => new(checkpoint.Fingerprint, checkpoint.FingerprintLength);

        public Fingerprint End => new(checkpoint.Ending, checkpoint.EndingLength);

        /// <summary>True of content that was truncated away; a copy of it may turn up still.</summary>
        public bool IsPast => checkpoint.Identity.Device == NoDevice;

        /// <summary>Whether this content has what was counted, up to the offset. Reads forward only.</summary>
        public bool IsCountedOf(ILogContent content) => checkpoint.End.IsAt(content, checkpoint.Offset - checkpoint.EndingLength);

        /// <summary>The same content under another identity, with nothing counted by this file itself.</summary>
        public FileCheckpoint As(FileIdentity identity, string path, long size) =>
            checkpoint with { Identity = identity, Path = path, Size = size, Lines = 0, ErrorLines = 0 };

        /// <summary>Counted no further than to an offset within what is counted.</summary>
        public FileCheckpoint CutAt(long offset, ILogContent content)
        {
            if (offset == checkpoint.Offset)
            {
                return checkpoint;
            }

            var ending = Fingerprint.Before(content, offset);
            return checkpoint with { Offset = offset, Ending = ending.Hash, EndingLength = ending.Length };
        }

        /// <summary>What is left to know of content when its file is overwritten.</summary>
        public FileCheckpoint AsPast() =>
            checkpoint.As(new FileIdentity(NoDevice, checkpoint.Fingerprint, unchecked((long)checkpoint.Ending)), checkpoint.Path, checkpoint.Size);
    }
}
