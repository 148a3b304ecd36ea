using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Tokenizer.Split;

/// <summary>
/// The class of every code point, as the original's regular expressions see it: the table was read out of them, because
/// the runtime's own may follow another version of Unicode. Two stages: a block number for 256 code points, then the class.
/// </summary>
internal static class CharacterClasses
{
    private const int BlockSize = 256;
    private const int CodePoints = 0x110000;

    private static readonly CharacterClass[] Ascii = new CharacterClass[128];
    private static readonly ushort[] BlockStarts = new ushort[CodePoints / BlockSize];
    private static readonly CharacterClass[] Blocks = Load();

    public static CharacterClass Of(int codePoint) => Blocks[BlockStarts[codePoint >> 8] + (codePoint & 0xFF)];

    /// <summary>Reads one character of valid UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass Read(ref byte at, out int length)
    {
        if (at < 0x80)
        {
            length = 1;
            return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Ascii), (nint)at);
        }

        return ReadLong(ref at, out length);
    }

    private static CharacterClass ReadLong(ref byte at, out int length)
    {
        int lead = at;
        var code = Unsafe.Add(ref at, 1) & 0x3F;
        if (lead < 0xE0)
        {
            length = 2;
            return Of((lead & 0x1F) << 6 | code);
        }

        code = code << 6 | (Unsafe.Add(ref at, 2) & 0x3F);
        if (lead < 0xF0)
        {
            length = 3;
            return Of((lead & 0x0F) << 12 | code);
        }

        length = 4;
        return Of((lead & 0x07) << 18 | code << 6 | (Unsafe.Add(ref at, 3) & 0x3F));
    }

    private static CharacterClass[] Load()
    {
        ReadOnlySpan<CharacterClass> classes =
        [
            CharacterClass.Other, CharacterClass.Upper, CharacterClass.Caseless, CharacterClass.Mark,
            CharacterClass.Lower, CharacterClass.Number, CharacterClass.Space,
        ];
        var all = new CharacterClass[CodePoints];
        var reader = new Files.VarintReader(Files.EmbeddedData.Read("characters.bin"));
        for (var start = 0; start < CodePoints;)
        {
            var found = classes[reader.ReadByte()];
            var length = reader.ReadInt();
            all.AsSpan(start, length).Fill(found);
            start += length;
        }

        all['\r'] |= CharacterClass.LineBreak;
        all['\n'] |= CharacterClass.LineBreak;
        all.AsSpan(0, Ascii.Length).CopyTo(Ascii);
        return Fold(all);
    }

    /// <summary>Keeps each distinct block once.</summary>
    private static CharacterClass[] Fold(CharacterClass[] all)
    {
        var blocks = new List<CharacterClass>();
        var known = new List<int>();
        for (var block = 0; block < BlockStarts.Length; block++)
        {
            var content = all.AsSpan(block * BlockSize, BlockSize);
            var start = -1;
            foreach (var candidate in known)
            {
                if (CollectionsMarshal.AsSpan(blocks).Slice(candidate, BlockSize).SequenceEqual(content))
                {
                    start = candidate;
                    break;
                }
            }

            if (start < 0)
            {
                start = blocks.Count;
                known.Add(start);
                blocks.AddRange(content);
            }

            BlockStarts[block] = checked((ushort)start);
        }

        return [.. blocks];
    }
}
