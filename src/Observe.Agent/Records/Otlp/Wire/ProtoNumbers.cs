using System.Runtime.InteropServices;
using System.Text;

namespace Observe.Agent.Records.Otlp.Wire;

/// <summary>
/// A repeated field of numbers within one message. Every encoder packs them into one block; the wire format also allows
/// several blocks and single numbers, so those are read too.
/// </summary>
internal readonly ref struct ProtoNumbers(ReadOnlySpan<byte> message, int field)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Appends 64-bit numbers of fixed width, as their bits.</summary>
    /// <returns>How many there are, which may be more than fit in <paramref name="to"/>; what does not fit is not copied.</returns>
    public int CopyFixed64(Span<ulong> to)
    {
        var count = 0;
        var reader = new ProtoReader(_message);
        while (reader.Next())
        {
            if (reader.Field != field)
            {
                reader.Skip();
            }
            else if (reader.Wire == WireType.Bytes)
            {
                var block = MemoryMarshal.Cast<byte, ulong>(reader.Bytes());
                block[..Math.Min(block.Length, Math.Max(0, to.Length - count))].CopyTo(count < to.Length ? to[count..] : []);
                count += block.Length;
            }
            else
            {
                Put(to, count++, reader.Fixed64());
            }
        }

        return count;
    }

    /// <summary>Appends numbers written as varints.</summary>
    /// <inheritdoc cref="CopyFixed64"/>
    public int CopyVarints(Span<ulong> to)
    {
        var count = 0;
        var reader = new ProtoReader(_message);
        while (reader.Next())
        {
            if (reader.Field != field)
            {
                reader.Skip();
            }
            else if (reader.Wire == WireType.Bytes)
            {
                CopyBlock(reader.Bytes(), to, ref count);
            }
            else
            {
                Put(to, count++, reader.Varint());
            }
        }

        return count;
    }

    private static void CopyBlock(ReadOnlySpan<byte> block, Span<ulong> to, ref int count)
    {
        if (Ascii.IsValid(block))
        {
            // Every number is below 128 and has a byte of its own.
            var room = count < to.Length ? to[count..] : [];
            for (var i = 0; i < block.Length && i < room.Length; i++)
            {
                room[i] = block[i];
            }

            count += block.Length;
            return;
        }

        var numbers = new ProtoReader(block);
        while (numbers.Position < block.Length)
        {
            Put(to, count++, numbers.Varint());
        }
    }

    private static void Put(Span<ulong> to, int at, ulong value)
    {
        if (at < to.Length)
        {
            to[at] = value;
        }
    }
}
