using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Observe.Tokenizer.Files;

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
        var reader = new VarintReader(EmbeddedData.Read("characters.bin"));
        var blocks = new CharacterClass[reader.ReadInt() * BlockSize];
        for (var at = 0; at < blocks.Length;)
        {
            var found = classes[reader.ReadInt()];
            var length = reader.ReadInt();
            blocks.AsSpan(at, length).Fill(found);
            at += length;
        }

        for (var at = 0; at < BlockStarts.Length;)
        {
            var start = checked((ushort)(reader.ReadInt() * BlockSize));
            var length = reader.ReadInt();
            BlockStarts.AsSpan(at, length).Fill(start);
            at += length;
        }

        // Block 0 comes first, as it is the first to be met.
        blocks['\r'] |= CharacterClass.LineBreak;
        blocks['\n'] |= CharacterClass.LineBreak;
        blocks.AsSpan(0, Ascii.Length).CopyTo(Ascii);
        return blocks;
    }
}
