namespace Observe.Agent.Records;

/// <summary>
/// What one log record says, as offsets into the bytes of its <see cref="LogBatch"/>. No object and no string a record:
/// names are ids of the batch's <see cref="NameTables"/>.
/// </summary>
/// <remarks>Small fields stand together: every batch writes and reads thousands of these.</remarks>
internal struct LogRecord
{
    /// <summary>Where the record starts in the batch, and its length without the line end; continuation lines included.</summary>
    public int Start, Length;

    /// <summary>The length of the record's first line.</summary>
    public int HeadLength;

    /// <summary>Where the message starts in the batch, and its length; the raw bytes, JSON escapes included.</summary>
    public int MessageStart, MessageLength;

    /// <summary>Ids in <see cref="NameTables.Providers"/>, <see cref="NameTables.Categories"/>, <see cref="NameTables.Models"/>; 0 is none.</summary>
    public ushort Provider, Category, Model;

    public LogLevel Level;

    /// <summary>Why the line could not be read as its file's format; <see cref="UnparsedReason.None"/> when it could.</summary>
    public UnparsedReason Unparsed;

    /// <summary>True when the line gave only a total of tokens, which stands in <see cref="OutputTokens"/>.</summary>
    public bool TokensAreTotal;

    /// <summary>The pattern that the message belongs to; 0 when it was not mined.</summary>
    public ulong Pattern;

    /// <summary>Milliseconds since the Unix epoch; 0 when the line names no time.</summary>
    public long UnixMilliseconds;

    /// <summary>Duration of the request that the line reports, in microseconds; -1 when it names none.</summary>
    public long LatencyMicroseconds;

    /// <summary>Tokens by type; the types never overlap (cached tokens are not in input, reasoning is not in output).</summary>
    public long InputTokens, OutputTokens, CacheReadTokens, CacheWriteTokens, ReasoningTokens;

    public readonly bool HasTokens => (InputTokens | OutputTokens | CacheReadTokens | CacheWriteTokens | ReasoningTokens) != 0;
}
