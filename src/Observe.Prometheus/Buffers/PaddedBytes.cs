using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Prometheus.Buffers;

/// <summary>
/// Bytes behind which at least <see cref="Padding"/> more may be read, so that they are copied in whole vectors: lines are put
/// together of pieces for which a call of the general copy would cost more than the copy.
/// </summary>
internal readonly ref struct PaddedBytes
{
    public const int Padding = 32;

    private readonly ref readonly byte _start;

    private PaddedBytes(ref readonly byte start, int length)
    {
        _start = ref start;
        Length = length;
    }

    public int Length { get; }

    public ref readonly byte Start => ref _start;

    public ReadOnlySpan<byte> Span => MemoryMarshal.CreateReadOnlySpan(in _start, Length);

    /// <summary>A part of an array.</summary>
    /// <exception cref="InvalidOperationException">The array does not reach far enough beyond the part.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PaddedBytes Of(byte[] array, int start, int length)
    {
        if ((uint)start > (uint)array.Length || (uint)length > (uint)array.Length || start + (long)length + Padding > array.Length)
        {
            ThrowTooShort();
        }

        return new(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start), length);
    }

    private static void ThrowTooShort() => throw new InvalidOperationException("The array has no padding behind these bytes.");
}
