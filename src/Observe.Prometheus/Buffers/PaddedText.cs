using System.Runtime.CompilerServices;

namespace Observe.Prometheus.Buffers;

/// <summary>A text that is written again and again.</summary>
internal readonly struct PaddedText
{
    private readonly byte[] _bytes;

    public PaddedText(ReadOnlySpan<byte> text)
    {
        _bytes = new byte[text.Length + PaddedBytes.Padding];
        text.CopyTo(_bytes);
        Length = text.Length;
    }

    public int Length { get; }

    public PaddedBytes Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => PaddedBytes.Of(_bytes, 0, Length);
    }
}
