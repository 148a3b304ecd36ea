using System.Runtime.CompilerServices;

namespace Observe.Tokenizer.Files;

/// <summary>Reads the project's own embedded tables; anything wrong in them is a build error, so it throws plainly.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public byte ReadByte() => _bytes[_at++];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt()
    {
        int value = _bytes[_at++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            int next = _bytes[_at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var read = _bytes.Slice(_at, count);
        _at += count;
        return read;
    }
}
