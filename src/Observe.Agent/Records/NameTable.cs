using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Observe.Agent.Records;

/// <summary>
/// Interns short names found in logs (models, categories) as small dense ids without allocating for a name already seen.
/// Id 0 is the empty name. Once <c>capacity</c> names are held every new one becomes <see cref="Overflow"/>.
/// Thread-safe: readers take no lock, writers publish a fresh table.
/// </summary>
internal sealed class NameTable
{
    /// <summary>Longer names are cut here before they are looked up.</summary>
    public const int MaxNameBytes = 128;

    /// <summary>What stands for the names over the capacity.</summary>
    public const string Overflow = "other";

    private readonly Lock _adding = new();
    private readonly int _capacity;
    private volatile Snapshot _snapshot;

    public NameTable(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, ushort.MaxValue - 2);
        _capacity = capacity;
        var overflow = Encoding.UTF8.GetBytes(Overflow);
        var (first, last) = Ends(overflow);
        var entry = new Entry(first, last, Hash(overflow, first, last), 1, overflow);
        _snapshot = new Snapshot([""], new Entry[64]).With(["", Overflow], entry);
    }

    /// <summary>How many ids exist, 0 (no name) and 1 (<see cref="Overflow"/>) included.</summary>
    public int Count => _snapshot.Names.Length;

    public string this[int id] => _snapshot.Names[id];

    /// <summary>Finds a name given as UTF-8; one that would be over the capacity is <see cref="Overflow"/>.</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out ushort id)
    {
        id = 0;
        if (name.IsEmpty)
        {
            return true;
        }

        name = Cut(name);
        var (first, last) = Ends(name);
        var seen = _snapshot;
        id = seen.Find(name, Hash(name, first, last), first, last);

        // Full, as it was looked into: a name that was added since then must not be taken for one over the limit.
        id = id == 0 && seen.Names.Length - 2 >= _capacity ? (ushort)1 : id;
        return id != 0;
    }

    /// <summary>Finds or adds a name given as UTF-8.</summary>
    public ushort Intern(ReadOnlySpan<byte> name) => TryFind(name, out var id) ? id : Add(Cut(name));

    public ushort Intern(string name) => Intern(Encoding.UTF8.GetBytes(name));

    private ushort Add(ReadOnlySpan<byte> name)
    {
        var (first, last) = Ends(name);
        var hash = Hash(name, first, last);
        lock (_adding)
        {
            var current = _snapshot;
            var id = current.Find(name, hash, first, last);
            if (id != 0)
            {
                return id;
            }

            if (current.Names.Length - 2 >= _capacity)
            {
                return 1;
            }

            id = (ushort)current.Names.Length;
            string[] names = [.. current.Names, Encoding.UTF8.GetString(name)];
            _snapshot = current.With(names, new Entry(first, last, hash, id, name.ToArray()));
            return id;
        }
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> name) => name.Length > MaxNameBytes ? name[..CutLength(name)] : name;

    /// <summary>Never within a character: the name would not read back as the same bytes.</summary>
    private static int CutLength(ReadOnlySpan<byte> name)
    {
        var length = MaxNameBytes;
        while (length > MaxNameBytes - 4 && (name[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length;
    }

    /// <summary>First and last bytes, overlapping when the name is short: with the length, all of up to 16 bytes, without a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong First, ulong Last) Ends(ReadOnlySpan<byte> name)
    {
        ref var b = ref MemoryMarshal.GetReference(name);
        var length = name.Length;
        if (length >= 8)
        {
            return (Unsafe.ReadUnaligned<ulong>(ref b), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref b, length - 8)));
        }

        if (length >= 4)
        {
            return (Unsafe.ReadUnaligned<uint>(ref b), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref b, length - 4)));
        }

        return (b | ((ulong)Unsafe.Add(ref b, length >> 1) << 8), Unsafe.Add(ref b, length - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> name, ulong first, ulong last)
    {
        var h = ((first * 0x9E3779B97F4A7C15UL) ^ last ^ ((ulong)name.Length << 48)) * 0xBF58476D1CE4E5B9UL;
        for (var i = 8; i < name.Length - 8; i += 8)
        {
            h = (BitOperations.RotateLeft(h, 29) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(name), i)))
                * 0x94D049BB133111EBUL;
        }

        return (uint)(h >> 32);
    }

    private readonly record struct Entry(ulong First, ulong Last, uint Hash, ushort Id, byte[] Name);

    private sealed class Snapshot(string[] names, Entry[] entries)
    {
        public string[] Names { get; } = names;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ushort Find(ReadOnlySpan<byte> name, uint hash, ulong first, ulong last)
        {
            var mask = (uint)entries.Length - 1;
            for (var at = hash & mask; ; at = (at + 1) & mask)
            {
                ref readonly var entry = ref entries[at];
                if (entry.Id == 0)
                {
                    return 0;
                }

                if (entry.Hash == hash && entry.First == first && entry.Last == last && entry.Name.Length == name.Length
                    && (name.Length <= 16 || name.SequenceEqual(entry.Name)))
                {
                    return entry.Id;
                }
            }
        }

        public Snapshot With(string[] names, Entry added)
        {
            var size = names.Length * 2 > entries.Length ? entries.Length * 2 : entries.Length;
            var copy = new Entry[size];
            foreach (var entry in entries)
            {
                if (entry.Id != 0)
                {
                    Place(copy, entry);
                }
            }

            Place(copy, added);
            return new Snapshot(names, copy);
        }

        private static void Place(Entry[] entries, Entry entry)
        {
            var mask = (uint)entries.Length - 1;
            var at = entry.Hash & mask;
            while (entries[at].Id != 0)
            {
                at = (at + 1) & mask;
            }

            entries[at] = entry;
        }
    }
}
