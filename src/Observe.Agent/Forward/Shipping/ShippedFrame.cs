using System.Buffers.Binary;
using Observe.Agent.Records;

namespace Observe.Agent.Forward.Shipping;

/// <summary>Reads what <see cref="ShippedFrames"/> wrote.</summary>
internal ref struct ShippedFrame
{
    public const byte Version = 1;
    public const int WithTrace = 1;
    public const int WithSpan = 2;
    public const int TraceIdLength = 32;
    public const int SpanIdLength = 16;

    private readonly ReadOnlySpan<byte> _frame;

    public ShippedFrame(ReadOnlySpan<byte> frame)
    {
        _frame = frame;
        Position = 1;
        Job = Text(ReadByte() | (ReadByte() << 8));
        File = Text(ReadByte() | (ReadByte() << 8));
    }

    public ReadOnlySpan<byte> Job { get; }

    public ReadOnlySpan<byte> File { get; }

    /// <summary>Where the next record starts; set it to read one again.</summary>
    public int Position { get; set; }

    public readonly bool HasMore => Position < _frame.Length;

    /// <summary>Whether this version of the agent can read a frame.</summary>
    public static bool CanRead(ReadOnlySpan<byte> frame) => frame is [Version, ..];

    public ShippedRecord Read()
    {
        var time = ReadInt64();
        var level = (LogLevel)ReadByte();
        var provider = Text(ReadByte());
        var category = Text(ReadByte());
        var model = Text(ReadByte());
        var pattern = (ulong)ReadInt64();
        var ids = ReadByte();
        var trace = Text((ids & WithTrace) != 0 ? TraceIdLength : 0);
        var span = Text((ids & WithSpan) != 0 ? SpanIdLength : 0);
        var length = BinaryPrimitives.ReadInt32LittleEndian(_frame[Position..]);
        Position += 4;
        return new ShippedRecord
        {
            Nanoseconds = time, Level = level, Provider = provider, Category = category, Model = model, Pattern = pattern,
            TraceId = trace, SpanId = span, Line = Text(length),
        };
    }

    private byte ReadByte() => _frame[Position++];

    private long ReadInt64()
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(_frame[Position..]);
        Position += 8;
        return value;
    }

    private ReadOnlySpan<byte> Text(int length)
    {
        var text = _frame.Slice(Position, length);
        Position += length;
        return text;
    }
}
