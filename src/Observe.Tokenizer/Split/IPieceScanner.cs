using System.Runtime.Intrinsics;

namespace Observe.Tokenizer.Split;

/// <summary>
/// Cuts text into the pieces that a vocabulary's split pattern matches. Every piece starts where the last one ended; merges
/// never cross a piece. Static, so that each loop over pieces is compiled for its scanner.
/// </summary>
internal interface IPieceScanner
{
    /// <summary>
    /// Length of the piece that starts the window of 16 bytes, when ASCII alone decides it and it ends inside; else 0.
    /// </summary>
    static abstract int LengthInWindow(Vector128<byte> window, ref byte start);

    /// <summary>Where the piece that starts at <paramref name="start"/> ends. The text is valid UTF-8 and start is inside it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the piece starts.</param>
    /// <param name="length">The length of the whole text.</param>
    /// <param name="open">True when the end of the text took part in the decision: more text might move the end.</param>
    static abstract int End(ref byte text, int start, int length, out bool open);
}
