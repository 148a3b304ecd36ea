using System.Diagnostics.CodeAnalysis;

namespace Observe.Agent.Metrics;

/// <summary>
/// Series by a packed key. A small direct-mapped cache stands before the dictionary: the same few series take nearly all
/// records, and a look-up there costs a third. Not thread-safe.
/// </summary>
internal sealed class SeriesTable<T>
    where T : class
{
    private const int CacheBits = 10;

    private readonly Dictionary<uint, T> _all = [];
    private readonly (uint Key, T? Series)[] _cache = new (uint, T?)[1 << CacheBits];

    public bool TryGet(uint key, [NotNullWhen(true)] out T? series)
    {
        // Fibonacci hashing: the multiplier is 2^32 divided by the golden ratio (Knuth, TAOCP 3, 6.4).
        ref var cached = ref _cache[(key * 2654435769u) >> (32 - CacheBits)];
        if (cached.Key == key && cached.Series is not null)
        {
            series = cached.Series;
            return true;
        }

        if (!_all.TryGetValue(key, out series))
        {
            return false;
        }

        cached = (key, series);
        return true;
    }

    public void Add(uint key, T series) => _all.Add(key, series);
}
