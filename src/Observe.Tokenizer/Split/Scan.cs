using System.Runtime.CompilerServices;

namespace Observe.Tokenizer.Split;

/// <summary>The alternatives that the split patterns share, over valid UTF-8.</summary>
internal static class Scan
{
    /// <summary>Where the run of characters of the given classes ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int While(ref byte text, int at, int end, CharacterClass classes)
    {
        while (at < end && CharacterClasses.Read(ref Unsafe.Add(ref text, at), out var length).IsAny(classes))
        {
            at += length;
        }

        return at;
    }

    /// <summary>Where the run of characters outside the given classes ends.</summary>
    public static int Until(ref byte text, int at, int end, CharacterClass classes)
    {
        while (at < end && !CharacterClasses.Read(ref Unsafe.Add(ref text, at), out var length).IsAny(classes))
        {
            at += length;
        }

        return at;
    }

    /// <summary>At most <paramref name="most"/> numbers, the first of which is known to be there.</summary>
    public static int Numbers(ref byte text, int start, int end, int most, out bool open)
    {
        var at = start;
        for (var i = 0; i < most && at < end; i++)
        {
            if (!CharacterClasses.Read(ref Unsafe.Add(ref text, at), out var length).IsAny(CharacterClass.Number))
            {
                open = false;
                return at;
            }

            at += length;
            if (i == most - 1)
            {
                open = false;
                return at;
            }
        }

        open = true;
        return at;
    }

    /// <summary>
    /// Length of `(?i:'s|'t|'re|'ve|'m|'ll|'d)` at the given place, or 0. Without case also in Unicode's sense: U+017F is an s.
    /// </summary>
    public static int Contraction(ref byte text, int at, int end, out bool open)
    {
        open = at == end;
        if (open || Unsafe.Add(ref text, at) != '\'')
        {
            return 0;
        }

        open = end - at < 3;
        if (end - at < 2)
        {
            return 0;
        }

        var first = Unsafe.Add(ref text, at + 1) | 0x20;
        if (Unsafe.Add(ref text, at + 1) >= 0x40 && first is 's' or 't' or 'm' or 'd')
        {
            return 2;
        }

        if (end - at < 3)
        {
            return 0;
        }

        var one = Unsafe.Add(ref text, at + 1);
        var two = Unsafe.Add(ref text, at + 2);
        if (one == 0xC5 && two == 0xBF)
        {
            return 3;
        }

        var second = two | 0x20;
        return one >= 0x40 && two >= 0x40 && ((first, second) is ('r', 'e') or ('v', 'e') or ('l', 'l')) ? 3 : 0;
    }

    /// <summary>`\s+(?!\S)|\s+`, after `\s*[\r\n]+` where <paramref name="breaksEnd"/> is set.</summary>
    public static int Spaces(ref byte text, int start, int end, bool breaksEnd, out bool open)
    {
        var at = start;
        var last = start;
        var afterBreak = -1;
        while (at < end)
        {
            var found = CharacterClasses.Read(ref Unsafe.Add(ref text, at), out var length);
            if (!found.IsAny(CharacterClass.Space))
            {
                break;
            }

            last = at;
            at += length;
            if (breaksEnd && found.IsAny(CharacterClass.LineBreak))
            {
                afterBreak = at;
            }
        }

        open = at == end;
        if (afterBreak >= 0)
        {
            return afterBreak;
        }

        return open || last == start ? at : last;
    }
}
