using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Observe.Tokenizer.Split;

/// <summary>
/// The pattern of o200k_base. A word is one optional other character, then upper, then lower letters, then a contraction;
/// caseless letters and marks count as both.
/// </summary>
internal readonly struct O200kScanner : IPieceScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthInWindow(Vector128<byte> window, ref byte start)
    {
        var letters = AsciiWindow.Letters(window);
        var lowerBits = AsciiWindow.LowerBits(window);
        var prefix = (int)(~letters & 1);
        var upper = AsciiWindow.Run(letters & ~lowerBits, prefix);
        var length = prefix + upper;
        length += AsciiWindow.Run(letters & lowerBits, length);
        if (length != prefix && (prefix == 0 || start is not ((byte)'\r' or (byte)'\n' or (>= (byte)'0' and <= (byte)'9') or >= 0x80)))
        {
            return length < AsciiWindow.Size && Unsafe.Add(ref start, length) is not ((byte)'\'' or >= 0x80) ? length : 0;
        }

        if (start is >= (byte)'0' and <= (byte)'9')
        {
            return AsciiWindow.DigitsLength(ref start, 3);
        }

        return start < 0x80 ? AsciiWindow.PunctuationOrSpaceLength(letters, window, ref start, breaksEnd: true) : 0;
    }

    public static int End(ref byte text, int start, int length, out bool open)
    {
        var first = CharacterClasses.Read(ref Unsafe.Add(ref text, start), out var firstLength);
        if (!first.IsAny(CharacterClass.Number | CharacterClass.LineBreak))
        {
            var end = WordEnd(ref text, start, firstLength, length, first, out open);
            if (end > start)
            {
                return end;
            }

            if (open)
            {
                return start + firstLength;
            }
        }

        if (first.IsAny(CharacterClass.Number))
        {
            return Scan.Numbers(ref text, start, length, 3, out open);
        }

        var at = Unsafe.Add(ref text, start) == ' ' ? start + 1 : start;
        var rest = Scan.Until(ref text, at, length, CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number);
        if (rest == at)
        {
            return Scan.Spaces(ref text, start, length, breaksEnd: true, out open);
        }

        while (rest < length && Unsafe.Add(ref text, rest) is (byte)'\r' or (byte)'\n' or (byte)'/')
        {
            rest++;
        }

        open = rest == length;
        return rest;
    }

    /// <summary>The end of the word that starts here, or <paramref name="start"/> when none does.</summary>
    private static int WordEnd(ref byte text, int start, int firstLength, int length, CharacterClass first, out bool open)
    {
        var at = first.IsAny(CharacterClass.Letter) ? start : start + firstLength;
        var letters = at;
        // A mark that stands first is the word's prefix, but gives itself back when no lower letter follows.
        var afterCaseless = first.IsAny(CharacterClass.Mark) ? at : -1;
        while (at < length)
        {
            var found = CharacterClasses.Read(ref Unsafe.Add(ref text, at), out var size);
            if (!found.IsAny(CharacterClass.WordStart))
            {
                if (found.IsAny(CharacterClass.Lower))
                {
                    at = Scan.While(ref text, at + size, length, CharacterClass.WordRest);
                    return Contracted(ref text, at, length, out open);
                }

                break;
            }

            at += size;
            if (!found.IsAny(CharacterClass.Upper))
            {
                afterCaseless = at;
            }
        }

        open = at == length;
        if (afterCaseless >= 0)
        {
            var end = Contracted(ref text, afterCaseless, length, out var contractionOpen);
            open |= contractionOpen;
            return end;
        }

        return at > letters ? Contracted(ref text, at, length, out open) : start;
    }

    private static int Contracted(ref byte text, int at, int length, out bool open) =>
        at + Scan.Contraction(ref text, at, length, out open);
}
