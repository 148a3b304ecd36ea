using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>Takes <c>key=value</c> pairs out of prose. Not thread-safe: it remembers the keys of the line before.</summary>
internal sealed class KeyValues
{
    /// <summary>Keys weaker than this mean something in a record of fields, but not in the middle of a sentence.</summary>
    private const byte BelievedStrength = 35;

    private readonly PairMemory _memory = new();

    public void Read(int start, int end, LineFields fields)
    {
        var bytes = fields.Bytes;
        var behind = start;
        for (var pair = 0; ; pair++)
        {
            // In most lines the next pair follows the value right away, with the key that stood there in the line before.
            if (!_memory.TryFollow(pair, bytes, behind, end, out var key, out var equals))
            {
                equals = NextEqualSign(bytes, behind, end);
                if (equals < 0)
                {
                    return;
                }

                if (!_memory.TryRecall(pair, bytes, equals, out key, out var from) || from < behind)
                {
                    key = FindKey(pair, behind, equals, bytes);
                }
            }

            behind = key.IsKnown ? ReadValue(key, equals + 1, end, fields) : equals + 1;
        }
    }

    public static bool IsKeyByte(byte b) =>
        char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'.' or (byte)'-' or (byte)'/' or (byte)'@' or (byte)'`';

    /// <summary>Looks the key in front of an equal sign up; unknown when it is none to believe.</summary>
    private FieldKey FindKey(int pair, int behind, int equals, ReadOnlySpan<byte> bytes)
    {
        var start = KeyStart(bytes, equals, behind);
        var key = FieldNames.Root.Find(bytes[start..equals]);
        key = IsBelieved(key) ? key : default;
        if (start > behind)
        {
            _memory.Remember(pair, bytes, start, equals, key);
        }

        return key;
    }

    /// <summary>Takes the value at a place, and returns the place behind it.</summary>
    private static int ReadValue(FieldKey key, int at, int end, LineFields fields)
    {
        var value = PairValue.Read(fields.Bytes.AsSpan(0, end), at, prose: true);
        if (key.Field != Field.Level || Levels.FromWord(fields.Bytes.AsSpan(value.Start, value.Length)) != LogLevel.Unknown)
        {
            fields.GiveText(key, value.Start, value.Length, value.Escaped);
        }

        return value.Next;
    }

    private static bool IsBelieved(FieldKey key) => key.Field switch
    {
        Field.None or Field.Time or Field.Message => false,
        Field.Tokens or Field.Status => true,
        _ => key.Strength >= BelievedStrength,
    };

    /// <summary>The place of the first equal sign between two places, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextEqualSign(ReadOnlySpan<byte> bytes, int at, int end)
    {
        for (; at < end && at + Vector512<byte>.Count <= bytes.Length; at += Vector512<byte>.Count)
        {
            var block = Vector512.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
            var signs = Vector512.Equals(block, Vector512.Create((byte)'=')).ExtractMostSignificantBits();
            if (signs != 0)
            {
                at += BitOperations.TrailingZeroCount(signs);
                return at < end ? at : -1;
            }
        }

        for (; at < end; at++)
        {
            if (bytes[at] == '=')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Where the run of key bytes in front of an equal sign starts, not in front of <paramref name="floor"/>.</summary>
    private static int KeyStart(ReadOnlySpan<byte> bytes, int equals, int floor)
    {
        if (equals >= Vector256<byte>.Count)
        {
            // The same bytes as IsKeyByte names, as three ranges.
            var block = Load(bytes, equals - Vector256<byte>.Count);
            var keyBytes = Vector256.LessThanOrEqual((block | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'`'), Vector256.Create((byte)26))
                | Vector256.LessThanOrEqual(block - Vector256.Create((byte)'-'), Vector256.Create((byte)12))
                | Vector256.Equals(block, Vector256.Create((byte)'_'));
            var others = ~keyBytes.ExtractMostSignificantBits();
            if (others != 0)
            {
                return Math.Max(equals - BitOperations.LeadingZeroCount(others), floor);
            }
        }

        var start = equals;
        while (start > floor && IsKeyByte(bytes[start - 1]))
        {
            start--;
        }

        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Load(ReadOnlySpan<byte> bytes, int at) =>
        Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at));
}
