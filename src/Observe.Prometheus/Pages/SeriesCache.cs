using System.Runtime.CompilerServices;
using Observe.Prometheus.Buffers;

namespace Observe.Prometheus.Pages;

/// <summary>
/// The rendered prefixes of one metric's series, in one array, in the order in which the series were first seen. The SDK gives
/// its points in the same order at every collection, so that the expected one is nearly always right; a key out of order is
/// looked up.
/// </summary>
internal sealed class SeriesCache(IEqualityComparer<object> comparer)
{
    private object[] _keys = new object[4];
    private int[] _offsets = new int[5];
    private byte[] _prefixes = new byte[256];
    private Dictionary<object, int>? _index;

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(int position, object key) => position < Count && ReferenceEquals(_keys[position], key);

    public object KeyAt(int position) => _keys[position];

    /// <summary>Stands for the prefix of a series that is left out; no format has a prefix of one byte.</summary>
    public static ReadOnlySpan<byte> LeftOut => [0];

    public static bool IsLeftOut(PaddedBytes prefix) => prefix.Length == 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PaddedBytes Prefix(int position)
    {
        var start = _offsets[position];
        return PaddedBytes.Of(_prefixes, start, _offsets[position + 1] - start);
    }

    /// <summary>The position of a key that is not where it was expected; -1 when it is new.</summary>
    public int Find(object key)
    {
        if (_index is null || _index.Count != Count)
        {
            _index ??= new Dictionary<object, int>(comparer);
            for (var i = _index.Count; i < Count; i++)
            {
                _index[_keys[i]] = i;
            }
        }

        return _index.TryGetValue(key, out var position) ? position : -1;
    }

    public int Append(object key, ReadOnlySpan<byte> prefix)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _offsets, (Count * 2) + 1);
        }

        var start = _offsets[Count];
        var needed = start + prefix.Length + PaddedBytes.Padding;
        if (needed > _prefixes.Length)
        {
            Array.Resize(ref _prefixes, Math.Max(_prefixes.Length * 2, needed));
        }

        prefix.CopyTo(_prefixes.AsSpan(start));
        _keys[Count] = key;
        _offsets[Count + 1] = start + prefix.Length;
        return Count++;
    }

    public void Clear()
    {
        Array.Clear(_keys, 0, Count);
        Count = 0;
        _index = null;
    }
}
