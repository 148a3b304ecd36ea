using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Observe.Tokenizer.Split;

/// <summary>The pattern of cl100k_base with every digit a piece of its own, as Qwen 2 and 3 have it.</summary>
internal readonly struct Cl100kOneDigitScanner : IPieceScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthInWindow(Vector128<byte> window, ref byte start) =>
        Cl100kScanner.LengthInWindow(window, ref start, numbers: 1);

    public static int End(ref byte text, int start, int length, out bool open) =>
        Cl100kScanner.End(ref text, start, length, numbers: 1, out open);
}
