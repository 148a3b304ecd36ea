using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Observe.Tokenizer.Split;

/// <summary>The pattern of GPT-2, the default of byte-level vocabularies: one optional blank, then letters, numbers or the rest.</summary>
internal readonly struct Gpt2Scanner : IPieceScanner
{
    public static int LengthInWindow(Vector128<byte> window, ref byte start)
    {
        var letters = AsciiWindow.Letters(window);
        var blank = start == ' ' ? 1 : 0;
        var length = blank + AsciiWindow.Run(letters, blank);
        return length > blank && length < AsciiWindow.Size && Unsafe.Add(ref start, length) < 0x80 ? length : 0;
    }

    public static int End(ref byte text, int start, int length, out bool open)
    {
        var contraction = Contraction(ref text, start, length, out var contractionOpen);
        if (contraction > 0)
        {
            open = false;
            return start + contraction;
        }

        var at = Unsafe.Add(ref text, start) == ' ' ? start + 1 : start;
        if (at == length)
        {
            open = true;
            return at;
        }

        var first = CharacterClasses.Read(ref Unsafe.Add(ref text, at), out _);
        if (first.IsAny(CharacterClass.Space))
        {
            return Scan.Spaces(ref text, start, length, breaksEnd: false, out open);
        }

        var end = first.IsAny(CharacterClass.Letter) ? Scan.While(ref text, at, length, CharacterClass.Letter)
            : first.IsAny(CharacterClass.Number) ? Scan.While(ref text, at, length, CharacterClass.Number)
            : Scan.Until(ref text, at, length, CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number);
        open = end == length || contractionOpen;
        return end;
    }

    private static int Contraction(ref byte text, int at, int end, out bool open)
    {
        open = false;
        if (Unsafe.Add(ref text, at) != '\'')
        {
            return 0;
        }

        open = end - at < 3;
        var one = end - at > 1 ? (char)Unsafe.Add(ref text, at + 1) : '\0';
        var two = end - at > 2 ? (char)Unsafe.Add(ref text, at + 2) : '\0';
        return one is 's' or 't' or 'm' or 'd' ? 2 : (one, two) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }
}
