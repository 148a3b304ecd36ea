using System.Buffers;
using System.IO.Pipelines;

namespace Observe.Prometheus.Http;

/// <summary>
/// A response's body as the stream that a compressor writes to, which hands nothing to the socket: the compressor's pieces are
/// small, and each hand-over costs a change of threads.
/// </summary>
internal sealed class BodyStream(PipeWriter body) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => body.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => body.Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
