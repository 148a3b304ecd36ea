using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Observe.Agent.Parse.Fields;

namespace Observe.Agent.Parse.Json;

/// <summary>
/// The bytes between the values of the line before (<c>"level":"</c>), in order. One logger writes the same keys in the same
/// order, so that one vector comparison replaces finding the key's end and looking the key up.
/// </summary>
internal sealed class KeyMemory
{
    private const int MaxLength = 32;

    private readonly Known[] _known = new Known[32];

    /// <summary>
    /// Whether the member with this number starts at <paramref name="at"/> as it did in the line before. What was remembered
    /// was read strictly, so that equal bytes need no second look.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(int member, ReadOnlySpan<byte> bytes, int at, out FieldKey key, out int length, out bool isText)
    {
        if ((uint)member < (uint)_known.Length && at + MaxLength <= bytes.Length)
        {
            ref readonly var expected = ref _known[member];
            var here = Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
            if (((here ^ expected.Bytes) & expected.Mask) == Vector256<byte>.Zero && expected.Length > 0)
            {
                key = expected.Key;
                length = expected.Length;
                isText = expected.IsText;
                return true;
            }
        }

        key = default;
        length = 0;
        isText = false;
        return false;
    }

    /// <summary>Remembers the bytes from behind the brace or comma up to the value, its opening quote included.</summary>
    public void Remember(int member, ReadOnlySpan<byte> bytes, FieldKey key, bool isText)
    {
        if (member >= _known.Length || bytes.Length > MaxLength)
        {
            return;
        }

        Span<byte> padded = stackalloc byte[MaxLength];
        padded.Clear();
        bytes.CopyTo(padded);
        Span<byte> mask = stackalloc byte[MaxLength];
        mask.Clear();
        mask[..bytes.Length].Fill(0xFF);
        _known[member] = new Known(Vector256.Create<byte>(padded), Vector256.Create<byte>(mask), key, bytes.Length, isText);
    }

    private readonly record struct Known(Vector256<byte> Bytes, Vector256<byte> Mask, FieldKey Key, int Length, bool IsText);
}
