using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Observe.Tokenizer.Split;

/// <summary>The pattern of cl100k_base, which Llama 3 shares.</summary>
internal readonly struct Cl100kScanner : IPieceScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthInWindow(Vector128<byte> window, ref byte start) => LengthInWindow(window, ref start, numbers: 3);

    public static int End(ref byte text, int start, int length, out bool open) => End(ref text, start, length, numbers: 3, out open);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthInWindow(Vector128<byte> window, ref byte start, int numbers)
    {
        var letters = AsciiWindow.Letters(window);
        var prefix = (int)(~letters & 1);
        var length = prefix + AsciiWindow.Run(letters, prefix);
        if (start == '\'')
        {
            return 0;
        }

        if (length != prefix && (prefix == 0 || start is not ((byte)'\r' or (byte)'\n' or (>= (byte)'0' and <= (byte)'9') or >= 0x80)))
        {
            return length < AsciiWindow.Size && Unsafe.Add(ref start, length) < 0x80 ? length : 0;
        }

        if (start is >= (byte)'0' and <= (byte)'9')
        {
            return AsciiWindow.DigitsLength(ref start, numbers);
        }

        return start < 0x80 ? AsciiWindow.PunctuationOrSpaceLength(letters, window, ref start, breaksEnd: true) : 0;
    }

    public static int End(ref byte text, int start, int length, int numbers, out bool open)
    {
        var contraction = Scan.Contraction(ref text, start, length, out var contractionOpen);
        if (contraction > 0)
        {
            open = contractionOpen;
            return start + contraction;
        }

        var end = AfterContraction(ref text, start, length, numbers, out open);
        open |= contractionOpen;
        return end;
    }

    private static int AfterContraction(ref byte text, int start, int length, int numbers, out bool open)
    {
        var first = CharacterClasses.Read(ref Unsafe.Add(ref text, start), out var firstLength);
        if (!first.IsAny(CharacterClass.Number | CharacterClass.LineBreak))
        {
            var letters = first.IsAny(CharacterClass.Letter) ? start : start + firstLength;
            var end = Scan.While(ref text, letters, length, CharacterClass.Letter);
            open = end == length;
            if (end > letters || open)
            {
                return end;
            }
        }

        if (first.IsAny(CharacterClass.Number))
        {
            return Scan.Numbers(ref text, start, length, numbers, out open);
        }

        var at = Unsafe.Add(ref text, start) == ' ' ? start + 1 : start;
        var rest = Scan.Until(ref text, at, length, CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number);
        if (rest == at)
        {
            return Scan.Spaces(ref text, start, length, breaksEnd: true, out open);
        }

        while (rest < length && Unsafe.Add(ref text, rest) is (byte)'\r' or (byte)'\n')
        {
            rest++;
        }

        open = rest == length;
        return rest;
    }
}
