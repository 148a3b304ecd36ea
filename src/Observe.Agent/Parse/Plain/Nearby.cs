using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Observe.Agent.Parse.Plain;

/// <summary>Finds a byte that is expected within the next 32, which costs less than the call of a general search.</summary>
internal static class Nearby
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(ReadOnlySpan<byte> bytes, byte value)
    {
        if (bytes.Length >= Vector256<byte>.Count)
        {
            var found = Vector256.Equals(Vector256.Create(bytes), Vector256.Create(value)).ExtractMostSignificantBits();
            if (found != 0)
            {
                return BitOperations.TrailingZeroCount(found);
            }
        }

        return bytes.IndexOf(value);
    }
}
