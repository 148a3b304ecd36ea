namespace Observe.Agent.Records;

/// <summary>What must outlive the agent about one log file, so that no line of it is lost or read twice.</summary>
internal sealed record FileCheckpoint
{
    public required FileIdentity Identity { get; init; }

    public required string Path { get; init; }

    /// <summary>Bytes that are counted, decompressed ones of a compressed file; reading goes on here.</summary>
    public long Offset { get; init; }

    /// <summary>True when <see cref="Offset"/> stands inside a line that is counted already; its rest is passed over.</summary>
    public bool InsideCountedLine { get; init; }

    /// <summary>Hash of the first <see cref="FingerprintLength"/> bytes: tells a file from its successor on the same inode.</summary>
    public ulong Fingerprint { get; init; }

    public int FingerprintLength { get; init; }

    /// <summary>Hash of the <see cref="EndingLength"/> bytes before <see cref="Offset"/>: tells a copy from a file that only begins alike.</summary>
    public ulong Ending { get; init; }

    public int EndingLength { get; init; }

    public LogFormat Format { get; init; }

    /// <summary>File size in bytes as stored when last looked at.</summary>
    public long Size { get; init; }

    public long Lines { get; init; }

    /// <summary>Lines of level error and fatal.</summary>
    public long ErrorLines { get; init; }

    /// <summary>Unix time in milliseconds of the last read that found something; 0 when none did.</summary>
    public long LastReadUnixMilliseconds { get; init; }

    /// <summary>Of a file of which nothing is counted yet.</summary>
    public static FileCheckpoint Fresh(FileIdentity identity, string path, long size) => new() { Identity = identity, Path = path, Size = size };
}
