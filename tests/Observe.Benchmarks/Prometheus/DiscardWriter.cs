using System.Buffers;

namespace Observe.Benchmarks.Prometheus;

/// <summary>Takes a page and counts it.</summary>
internal sealed class DiscardWriter : IBufferWriter<byte>
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public long Written { get; set; }

    public void Advance(int count) => Written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer;
}
