using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// Finds things by bytes that an app sends again and again. An app sends them in the same order each time, so that the one
/// after the last found is compared first; only when that fails are the bytes hashed. Not thread-safe.
/// </summary>
internal sealed class BytesTable<T>
    where T : class
{
    /// <summary>Anew in each process, so that nobody can choose keys that collide.</summary>
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private Entry[] _entries = new Entry[4];
    private int[] _buckets = NewBuckets(8);
    private int _expected;

    public int Count { get; private set; }

    /// <summary>The value of a key, to be read or replaced; a null reference when the key is not here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Find(ReadOnlySpan<byte> key)
    {
        if (_expected < Count)
        {
            ref var entry = ref _entries[_expected];
            if (key.SequenceEqual(entry.Key))
            {
                _expected = After(_expected);
                return ref entry.Value;
            }
        }

        return ref FindByHash(key);
    }

    public void Add(ReadOnlySpan<byte> key, T value)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
            Rebuild();
        }

        var hash = Hash(key);
        ref var bucket = ref _buckets[(int)(hash >> 32) & (_buckets.Length - 1)];
        _entries[Count] = new Entry { Hash = hash, Key = key.ToArray(), Value = value, Next = bucket };
        bucket = Count++;
        _expected = 0;
    }

    public void RemoveWhere(Func<T, bool> isGone)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!isGone(_entries[i].Value))
            {
                _entries[kept++] = _entries[i];
            }
        }

        Array.Clear(_entries, kept, Count - kept);
        if (kept < Count)
        {
            Count = kept;
            Rebuild();
        }
    }

    public void Clear() => RemoveWhere(_ => true);

    /// <summary>After the last comes the first: that of the next push.</summary>
    private int After(int position) => position + 1 < Count ? position + 1 : 0;

    private static int[] NewBuckets(int size)
    {
        var buckets = new int[size];
        Array.Fill(buckets, -1);
        return buckets;
    }

    private static ulong Hash(ReadOnlySpan<byte> key)
    {
        var hash = Seed ^ (ulong)key.Length;
        ref var start = ref MemoryMarshal.GetReference(key);
        var i = 0;
        for (; i <= key.Length - sizeof(ulong); i += sizeof(ulong))
        {
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, i)));
        }

        ulong rest = 0;
        for (; i < key.Length; i++)
        {
            rest = (rest << 8) | Unsafe.Add(ref start, i);
        }

        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ Seed, 0x9E3779B97F4A7C15, out var low);
        return BitOperations.RotateLeft(high ^ low, 23);
    }

    private ref T FindByHash(ReadOnlySpan<byte> key)
    {
        var hash = Hash(key);
        for (var at = _buckets[(int)(hash >> 32) & (_buckets.Length - 1)]; at >= 0; at = _entries[at].Next)
        {
            ref var entry = ref _entries[at];
            if (entry.Hash == hash && key.SequenceEqual(entry.Key))
            {
                _expected = After(at);
                return ref entry.Value;
            }
        }

        return ref Unsafe.NullRef<T>();
    }

    private void Rebuild()
    {
        _buckets = NewBuckets(_entries.Length * 2);
        _expected = 0;
        for (var i = 0; i < Count; i++)
        {
            ref var bucket = ref _buckets[(int)(_entries[i].Hash >> 32) & (_buckets.Length - 1)];
            _entries[i].Next = bucket;
            bucket = i;
        }
    }

    private struct Entry
    {
        public ulong Hash;
        public byte[] Key;
        public T Value;
        public int Next;
    }
}
