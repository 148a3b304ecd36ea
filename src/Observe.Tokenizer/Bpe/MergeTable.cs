using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Tokenizer.Bpe;

/// <summary>From two adjacent tokens to the token that their merge makes. Three numbers of 20 bits fill one slot.</summary>
internal sealed class MergeTable
{
    public const int None = int.MaxValue;

    /// <summary>Bits that are set for the hashes of all merges: most questions are answered here, without the large table.</summary>
    private const int FilterBits = 21;

    private readonly ulong[] _filter = new ulong[1 << (FilterBits - 6)];
    private readonly ulong[] _slots;
    private readonly int _shift;

    public MergeTable(TokenTable table)
    {
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(table.Count * 2, 1024))];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        Fill(table);
    }

    /// <summary>The rank of the merge of the two, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int left, int right)
    {
        var key = Key(left, right);
        var hash = Hash(key);
        var maybe = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_filter), (nint)(hash >> (64 - FilterBits + 6)));
        if ((maybe & 1UL << (int)(hash >> (64 - FilterBits))) == 0)
        {
            return None;
        }

        ref var slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        var slot = (uint)(hash >> _shift);
        while (true)
        {
            var entry = Unsafe.Add(ref slots, (nint)slot);
            if (entry >> 20 == key)
            {
                return (int)(entry & 0xFFFFF);
            }

            if (entry == 0)
            {
                return None;
            }

            slot = (slot + 1) & (uint)(_slots.Length - 1);
        }
    }

    /// <summary>One more than the left rank, so that no entry is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int left, int right) => (ulong)(uint)(left + 1) << 20 | (uint)right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong key) => key * 0x9E3779B97F4A7C15UL;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(TokenTable table)
    {
        for (var rank = 0; rank < table.Count; rank++)
        {
            if (table.Left(rank) == rank)
            {
                continue;
            }

            var key = Key(table.Left(rank), table.Right(rank));
            var hash = Hash(key);
            _filter[hash >> (64 - FilterBits + 6)] |= 1UL << (int)(hash >> (64 - FilterBits));
            var slot = (uint)(hash >> _shift);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (uint)(_slots.Length - 1);
            }

            _slots[slot] = key << 20 | (uint)rank;
        }
    }
}
