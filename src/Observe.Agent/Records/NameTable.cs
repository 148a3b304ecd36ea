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
        _snapshot = new Snapshot([""], new Entry[64]).With(["", Overflow], new Entry(Hash(overflow), 1, overflow));
    }

    /// <summary>How many ids exist, 0 (no name) and 1 (<see cref="Overflow"/>) included.</summary>
    public int Count => _snapshot.Names.Length;

    public string this[int id] => _snapshot.Names[id];

    /// <summary>Finds or adds a name given as UTF-8.</summary>
    public ushort Intern(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return 0;
        }

        if (name.Length > MaxNameBytes)
        {
            name = name[..CutLength(name)];
        }

        var hash = Hash(name);
        var id = _snapshot.Find(name, hash);
        return id != 0 ? id : Add(name, hash);
    }

    public ushort Intern(string name) => Intern(Encoding.UTF8.GetBytes(name));

    private ushort Add(ReadOnlySpan<byte> name, uint hash)
    {
        if (_snapshot.Names.Length - 2 >= _capacity)
        {
            return 1;
        }

        lock (_adding)
        {
            var current = _snapshot;
            var id = current.Find(name, hash);
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
            _snapshot = current.With(names, new Entry(hash, id, name.ToArray()));
            return id;
        }
    }

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

    private static uint Hash(ReadOnlySpan<byte> s)
    {
        ref var b = ref MemoryMarshal.GetReference(s);
        ulong h = (uint)s.Length * 0x9E3779B97F4A7C15UL;
        var i = 0;
        for (; i + 8 <= s.Length; i += 8)
        {
            h = BitOperations.RotateLeft(h ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref b, i)), 29) * 0xBF58476D1CE4E5B9UL;
        }

        ulong tail = 0;
        for (; i < s.Length; i++)
        {
            tail = (tail << 8) | Unsafe.Add(ref b, i);
        }

        h = (h ^ tail) * 0x94D049BB133111EBUL;
        return (uint)(h >> 32);
    }

    private readonly record struct Entry(uint Hash, ushort Id, byte[] Name);

    private sealed class Snapshot(string[] names, Entry[] entries)
    {
        public string[] Names { get; } = names;

        public ushort Find(ReadOnlySpan<byte> name, uint hash)
        {
            var mask = (uint)entries.Length - 1;
            for (var at = hash & mask; ; at = (at + 1) & mask)
            {
                ref readonly var entry = ref entries[at];
                if (entry.Id == 0)
                {
                    return 0;
                }

                if (entry.Hash == hash && name.SequenceEqual(entry.Name))
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
