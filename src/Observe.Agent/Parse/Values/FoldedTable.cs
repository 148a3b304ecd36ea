using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Observe.Agent.Parse.Values;

/// <summary>
/// A fixed table from short words, compared without ASCII case, to small values. Words are compared as machine words with
/// bit 5 set, which folds letters; it also makes <c>_</c> equal to DEL and <c>@</c> to a back-quote, which keys do not hold.
/// </summary>
internal sealed class FoldedTable<T>
    where T : struct
{
    private const ulong Case = 0x2020202020202020;

    private readonly Entry[] _entries;

    public FoldedTable(IEnumerable<KeyValuePair<string, T>> words)
    {
        var all = words.ToList();
        _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(all.Count * 4, 16))];
        foreach (var (word, value) in all)
        {
            var name = Encoding.UTF8.GetBytes(word);
            var (first, last) = Fold(name);
            var at = Slot(first, last, name.Length);
            while (_entries[at].Length != 0)
            {
                if (_entries[at].Is(name, first, last))
                {
                    throw new ArgumentException($"'{word}' stands in the table twice.", nameof(words));
                }

                at = (at + 1) & (_entries.Length - 1);
            }

            _entries[at] = new Entry(first, last, name, name.Length, value);
        }
    }

    /// <summary>The value of a word, or the default when the table does not have it.</summary>
    public T Find(ReadOnlySpan<byte> word)
    {
        var (first, last) = Fold(word);
        var entries = _entries;
        for (var at = Slot(first, last, word.Length); ; at++)
        {
            ref readonly var entry = ref entries[at & (entries.Length - 1)];
            if (entry.Is(word, first, last))
            {
                return entry.Value;
            }

            if (entry.Length == 0)
            {
                return default;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(ulong first, ulong last, int length)
    {
        var hash = ((first * 0x9E3779B97F4A7C15) ^ last ^ ((ulong)length << 56)) * 0x94D049BB133111EB;
        return (int)(hash >> 40) & (_entries.Length - 1);
    }

    /// <summary>First and last bytes of the word, overlapping when it is short: with the length, all of up to 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong First, ulong Last) Fold(ReadOnlySpan<byte> word)
    {
        ref var b = ref MemoryMarshal.GetReference(word);
        var length = word.Length;
        if (length >= 8)
        {
            return (Unsafe.ReadUnaligned<ulong>(ref b) | Case, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref b, length - 8)) | Case);
        }

        if (length >= 4)
        {
            var start = (ulong)Unsafe.ReadUnaligned<uint>(ref b);
            return (start | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref b, length - 4)) << 32) | Case, 0);
        }

        return length == 0
            ? (0UL, 0UL)
            : (b | ((ulong)Unsafe.Add(ref b, length >> 1) << 8) | ((ulong)Unsafe.Add(ref b, length - 1) << 16) | Case, 0UL);
    }

    private readonly record struct Entry(ulong First, ulong Last, byte[] Word, int Length, T Value)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Is(ReadOnlySpan<byte> word, ulong first, ulong last) =>
            First == first && Last == last && Length == word.Length
            && (word.Length <= 16 || Ascii.EqualsIgnoreCase(Word.AsSpan(8, Word.Length - 16), word[8..^8]));
    }
}
