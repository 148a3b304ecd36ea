using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Tokenizer.Bpe;

/// <summary>
/// The mergeable tokens as a trie, to find the longest one that text starts with. A node that ends a token has the token's
/// rank as its number, the others follow after all ranks; an edge is then one 8-byte slot of an open-addressing table,
/// parent and byte above, child below.
/// </summary>
internal sealed class TokenTrie
{
    public const int None = -1;

    private readonly int _tokens;
    private readonly int[] _bytes = new int[256];
    private readonly int[] _pairs = new int[65536];
    private readonly int[] _characters = new int[65536];
    private ulong[] _edges;
    private int _shift;
    private int _edgeCount;
    private int _nodes;

    /// <param name="table">All tokens.</param>
    /// <param name="longestPrefix">Receives by rank the longest token that is a true prefix of it, or <see cref="None"/>.</param>
    public TokenTrie(TokenTable table, int[] longestPrefix)
    {
        _tokens = _nodes = table.Count;
        Resize(BitOperations.RoundUpToPowerOf2((uint)table.Count * 4));
        Array.Fill(_bytes, None);
        Array.Fill(_pairs, None);
        Array.Fill(_characters, None);
        Fill(table, longestPrefix);
    }

    /// <summary>The token of one byte.</summary>
    public int Byte(byte value) => _bytes[value];

    public bool IsToken(int node) => node < _tokens;

    /// <summary>The child of a node, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Child(int node, byte next)
    {
        var key = (uint)node << 8 | next;
        ref var edges = ref MemoryMarshal.GetArrayDataReference(_edges);
        var slot = Slot(key);
        while (true)
        {
            var edge = Unsafe.Add(ref edges, (nint)slot);
            if ((uint)(edge >> 32) == key)
            {
                return (int)(uint)edge - 1;
            }

            if (edge == 0)
            {
                return None;
            }

            slot = (slot + 1) & (uint)(_edges.Length - 1);
        }
    }

    /// <summary>The longest token that the text starts with, and its length; there is always one, of one byte.</summary>
    public int Longest(ref byte text, int length, out int tokenLength)
    {
        int lead = text;
        var best = _bytes[lead];
        tokenLength = 1;
        if (length == 1)
        {
            return best;
        }

        int second = Unsafe.Add(ref text, 1);
        var node = None;
        var at = 3;
        if (length >= 3 && (lead & 0xF0) == 0xE0)
        {
            node = _characters[(lead & 0x0F) << 12 | (second & 0x3F) << 6 | (Unsafe.Add(ref text, 2) & 0x3F)];
        }

        if (node == None)
        {
            at = 2;
            node = _pairs[lead << 8 | second];
            if (node == None)
            {
                return best;
            }
        }

        while (true)
        {
            if (node < _tokens)
            {
                best = node;
                tokenLength = at;
            }

            if (at == length || (node = Child(node, Unsafe.Add(ref text, at))) == None)
            {
                return best;
            }

            at++;
        }
    }

    /// <summary>Shorter tokens first: then a node is made either by its own token or after every token that could end there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(TokenTable table, int[] longestPrefix)
    {
        foreach (var rank in ByLength(table))
        {
            longestPrefix[rank] = None;
            var token = table[rank];
            if (token.Length == 1)
            {
                _bytes[token[0]] = rank;
                continue;
            }

            var left = table.Left(rank);
            if (left == rank)
            {
                continue;
            }

            var node = longestPrefix[rank] = left;
            for (var at = table.Length(left); at < token.Length - 1; at++)
            {
                var child = Child(node, token[at]);
                if (child == None)
                {
                    child = _nodes++;
                    Add(node, token[at], child);
                    AddShortcuts(token, at, child);
                }
                else if (child < _tokens)
                {
                    longestPrefix[rank] = child;
                }

                node = child;
            }

            Add(node, token[^1], rank);
            AddShortcuts(token, token.Length - 1, rank);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] ByLength(TokenTable table)
    {
        var starts = new int[table.LongestToken + 2];
        for (var rank = 0; rank < table.Count; rank++)
        {
            starts[table.Length(rank) + 1]++;
        }

        for (var length = 1; length < starts.Length; length++)
        {
            starts[length] += starts[length - 1];
        }

        var ordered = new int[table.Count];
        for (var rank = 0; rank < table.Count; rank++)
        {
            ordered[starts[table.Length(rank)]++] = rank;
        }

        return ordered;
    }

    /// <summary>The first steps are the most frequent and hit the most: pairs of bytes, and characters of three bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddShortcuts(ReadOnlySpan<byte> token, int at, int child)
    {
        if (at == 1)
        {
            _pairs[token[0] << 8 | token[1]] = child;
        }
        else if (at == 2 && token.Length == 3 && (token[0] & 0xF0) == 0xE0 && (token[1] & 0xC0) == 0x80 && (token[2] & 0xC0) == 0x80)
        {
            _characters[(token[0] & 0x0F) << 12 | (token[1] & 0x3F) << 6 | (token[2] & 0x3F)] = child;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Slot(uint key) => (uint)((key * 0x9E3779B97F4A7C15UL) >> _shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int parent, byte next, int child)
    {
        if (++_edgeCount > _edges.Length / 2)
        {
            Resize((uint)_edges.Length * 2);
        }

        Insert((ulong)((uint)parent << 8 | next) << 32 | (uint)(child + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Insert(ulong edge)
    {
        var slot = Slot((uint)(edge >> 32));
        while (_edges[slot] != 0)
        {
            slot = (slot + 1) & (uint)(_edges.Length - 1);
        }

        _edges[slot] = edge;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_edges))]
    private void Resize(uint size)
    {
        var old = _edges ?? [];
        _edges = new ulong[Math.Max(size, 1024)];
        _shift = 64 - BitOperations.Log2((uint)_edges.Length);
        foreach (var edge in old)
        {
            if (edge != 0)
            {
                Insert(edge);
            }
        }
    }
}
