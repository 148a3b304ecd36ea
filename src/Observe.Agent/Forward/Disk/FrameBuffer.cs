using System.Buffers;
using System.Buffers.Binary;

namespace Observe.Agent.Forward.Disk;

/// <summary>Whole frames one behind the other, ready to be appended to a queue; reused. Not thread-safe.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    private const int KeptBytes = 1024 * 1024;

    private byte[] _bytes = new byte[64 * 1024];
    private int _frame = -1;

    public int Length { get; private set; }

    /// <summary>Bytes of the frame that was begun, without its header.</summary>
    public int FrameLength => _frame < 0 ? 0 : Length - _frame - Frame.HeaderBytes;

    public bool InFrame => _frame >= 0;

    public ReadOnlySpan<byte> Frames => _bytes.AsSpan(0, Length);

    public void BeginFrame()
    {
        _frame = Length;
        GetSpan(Frame.HeaderBytes);
        Length += Frame.HeaderBytes;
    }

    public void EndFrame()
    {
        var frame = _bytes.AsSpan(_frame, Length - _frame);
        Frame.WriteHeader(frame, frame[Frame.HeaderBytes..]);
        _frame = -1;
    }

    public void Clear()
    {
        Length = 0;
        _frame = -1;
        if (_bytes.Length > KeptBytes)
        {
            _bytes = new byte[64 * 1024];
        }
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_bytes.Length - Length < Math.Max(sizeHint, 1))
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + sizeHint));
        }

        return _bytes.AsSpan(Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    /// <summary>What was written from a place on; valid until the next write.</summary>
    public Span<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>Forgets what was written from a place on.</summary>
    public void CutBack(int length) => Length = length;

    public void WriteByte(byte value)
    {
        GetSpan(1)[0] = value;
        Length++;
    }

    public void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(GetSpan(4), value);
        Length += 4;
    }

    public void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(GetSpan(8), value);
        Length += 8;
    }

    /// <summary>Sets a number that was left open at a place.</summary>
    public void SetInt32(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), value);
}
