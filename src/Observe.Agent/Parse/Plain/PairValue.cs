using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Observe.Agent.Parse.Plain;

/// <summary>The value behind the <c>=</c> of a pair: bare up to a delimiter, or in double quotes with backslash escapes.</summary>
internal readonly record struct PairValue(int Start, int Length, bool Escaped, int Next)
{
    /// <summary>A bare value ends at a space; out of prose also at the punctuation that closes a list or a bracket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairValue Read(ReadOnlySpan<byte> bytes, int at, bool prose)
    {
        if (at < bytes.Length && bytes[at] == '"')
        {
            return ReadQuoted(bytes, at + 1);
        }

        var end = prose ? at + BareLength(bytes[at..]) : at;
        while ((uint)end < (uint)bytes.Length && bytes[end] > ' ' && !(prose && bytes[end] is (byte)',' or (byte)';' or (byte)')' or (byte)']' or (byte)'}'))
        {
            end++;
        }

        return new PairValue(at, end - at, Escaped: false, end);
    }

    /// <summary>The length of a bare value in prose, or 32 when it is at least that long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BareLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Vector256<byte>.Count)
        {
            return 0;
        }

        var block = Vector256.Create(bytes);
        var ends = Vector256.LessThanOrEqual(block, Vector256.Create((byte)' '))
            | Vector256.Equals(block, Vector256.Create((byte)','))
            | Vector256.Equals(block, Vector256.Create((byte)';'))
            | Vector256.Equals(block, Vector256.Create((byte)')'))
            | Vector256.Equals(block, Vector256.Create((byte)']'))
            | Vector256.Equals(block, Vector256.Create((byte)'}'));
        return BitOperations.TrailingZeroCount(ends.ExtractMostSignificantBits());
    }

    private static PairValue ReadQuoted(ReadOnlySpan<byte> bytes, int start)
    {
        var at = start;
        while (true)
        {
            var found = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return new PairValue(start, bytes.Length - start, at > start, bytes.Length);
            }

            at += found;
            if (bytes[at] == '"')
            {
                return new PairValue(start, at - start, bytes[start..at].Contains((byte)'\\'), at + 1);
            }

            at = Math.Min(at + 2, bytes.Length);
        }
    }
}
