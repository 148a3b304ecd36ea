namespace Observe.Agent.Records;

/// <summary>
/// Lines of one source: a buffer of raw UTF-8 and an array of <see cref="LogRecord"/>. Pooled and reused; not thread-safe.
/// </summary>
internal sealed class LogBatch
{
    /// <summary>Bytes read from a file at a time; 256 KiB measured fastest.</summary>
    public const int DefaultCapacity = 256 * 1024;

    private static readonly LogSource Nowhere = new("");

    private LogRecord[] _records = new LogRecord[1024];

    public byte[] Bytes { get; private set; } = new byte[DefaultCapacity];

    /// <summary>How many of <see cref="Bytes"/> belong to the lines of <see cref="Records"/>, line ends included.</summary>
    public int ByteCount { get; set; }

    public int Count { get; private set; }

    public Span<LogRecord> Records => _records.AsSpan(0, Count);

    /// <summary>What the lines came from; set by the source before the batch travels.</summary>
    public LogSource Source { get; set; } = Nowhere;

    /// <summary>The whole record, continuation lines included.</summary>
    public ReadOnlySpan<byte> Line(in LogRecord record) => Bytes.AsSpan(record.Start, record.Length);

    public ReadOnlySpan<byte> Head(in LogRecord record) => Bytes.AsSpan(record.Start, record.HeadLength);

    public ReadOnlySpan<byte> Message(in LogRecord record) => Bytes.AsSpan(record.MessageStart, record.MessageLength);

    /// <summary>Appends a record for the line at the given place; its fields are for the parser to fill.</summary>
    public void Add(int start, int length, UnparsedReason reason = UnparsedReason.None)
    {
        if (Count == _records.Length)
        {
            Array.Resize(ref _records, Count * 2);
        }

        ref var record = ref _records[Count++];
        record = default;
        record.Start = start;
        record.Length = record.HeadLength = length;
        record.Unparsed = reason;
        record.LatencyMicroseconds = -1;
    }

    /// <summary>Leaves out the records from a number on.</summary>
    public void Truncate(int count) => Count = Math.Min(count, Count);

    public void Clear()
    {
        Count = 0;
        ByteCount = 0;
    }

    /// <summary>Gives back memory that a long line needed; only an empty batch may.</summary>
    public void Shrink()
    {
        if (Bytes.Length > DefaultCapacity * 4)
        {
            Bytes = new byte[DefaultCapacity];
        }
    }

    /// <summary>Makes room for a longer line; what is in the buffer stays.</summary>
    public void Grow(int capacity)
    {
        if (capacity > Bytes.Length)
        {
            var bytes = Bytes;
            Array.Resize(ref bytes, capacity);
            Bytes = bytes;
        }
    }
}
