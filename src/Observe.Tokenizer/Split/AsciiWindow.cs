using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Observe.Tokenizer.Split;

/// <summary>Classes of 16 bytes at once, as bit masks: bit i is byte i. Bytes above 0x7F are in none of them.</summary>
internal static class AsciiWindow
{
    public const int Size = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Letters(Vector128<byte> window) => InRange(window | Vector128.Create((byte)0x20), (byte)'a', 26);

    /// <summary>Set where a letter is a lower one; means nothing for what is no letter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LowerBits(Vector128<byte> window) => (window.AsUInt16() << 2).AsByte().ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Digits(Vector128<byte> window) => InRange(window, (byte)'0', 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Spaces(Vector128<byte> window) =>
        InRange(window, (byte)'\t', 5) | Vector128.Equals(window, Vector128.Create((byte)' ')).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LineBreaks(Vector128<byte> window) =>
        (Vector128.Equals(window, Vector128.Create((byte)'\r')) | Vector128.Equals(window, Vector128.Create((byte)'\n')))
        .ExtractMostSignificantBits();

    /// <summary>How many bits are set in a row from <paramref name="start"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Run(uint mask, int start) => BitOperations.TrailingZeroCount(~(mask >> start));

    /// <summary>Length of one to three digits, or 0 when what follows is not ASCII and might be a digit too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DigitsLength(ref byte start, int most)
    {
        for (var length = 1; length < most; length++)
        {
            var next = Unsafe.Add(ref start, length);
            if ((uint)(next - '0') > 9)
            {
                return next < 0x80 ? length : 0;
            }
        }

        return most;
    }

    /// <summary>
    /// Length of ` ?[^\s\p{L}\p{N}]+` where no line break follows, or of white space; 0 when it may go on beyond the window.
    /// </summary>
    /// <param name="letters">The letters of the window.</param>
    /// <param name="window">The bytes.</param>
    /// <param name="start">The first of them, which is neither letter, digit nor the start of a word.</param>
    /// <param name="breaksEnd">Whether white space is cut after its last line break.</param>
    public static int PunctuationOrSpaceLength(uint letters, Vector128<byte> window, ref byte start, bool breaksEnd)
    {
        var spaces = Spaces(window);
        var punctuation = ~(letters | Digits(window) | spaces | window.ExtractMostSignificantBits()) & 0xFFFF;
        var blank = start == ' ' ? 1 : 0;
        var run = Run(punctuation, blank);
        if (run > 0)
        {
            var length = blank + run;
            return length < Size && Unsafe.Add(ref start, length) is not ((byte)'\r' or (byte)'\n' or >= 0x80) ? length : 0;
        }

        run = Run(spaces, 0);
        if (run is 0 or Size || Unsafe.Add(ref start, run) >= 0x80)
        {
            return 0;
        }

        var breaks = breaksEnd ? LineBreaks(window) & ((1u << run) - 1) : 0;
        return breaks != 0 ? 32 - BitOperations.LeadingZeroCount(breaks) : Math.Max(1, run - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InRange(Vector128<byte> window, byte first, byte count)
    {
        // Shifted so that the range starts at the lowest signed byte: SSE compares signed bytes only.
        var shifted = (window - Vector128.Create((byte)(first + 128))).AsSByte();
        return Vector128.LessThan(shifted, Vector128.Create((sbyte)(count - 128))).ExtractMostSignificantBits();
    }
}
