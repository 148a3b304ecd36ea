using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// What the overflow series of a name must remember of each series it stands for, so that totals become increments: a hash of
/// its labels, the last total, the last time.
/// </summary>
internal sealed class OverflowLedger
{
    private readonly Dictionary<UInt128, Entry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Turns a total into what was added since the last one. What was counted before the agent knew of it is not added.</summary>
    /// <param name="series">Which series.</param>
    /// <param name="start">When the app began to count; after <paramref name="since"/> all of the total is new.</param>
    /// <param name="time">The time of the point.</param>
    /// <param name="since">When the agent began to take points.</param>
    /// <param name="count">The total count; becomes the increment.</param>
    /// <param name="sum">The total sum; becomes the increment.</param>
    /// <param name="now">The agent's clock.</param>
    public Refusal Advance(UInt128 series, ulong start, ulong time, ulong since, ref double count, ref double sum, long now)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, series, out var isKnown);
        if (isKnown && time < entry.Time)
        {
            return Refusal.OutOfOrder;
        }

        var isReset = isKnown ? count < entry.Count || start > entry.Start : start != 0 && start >= since;
        var (before, sumBefore) = isReset ? (0, 0) : isKnown ? (entry.Count, entry.Sum) : (count, sum);
        entry = new Entry(start, time, count, sum, now);
        count -= before;
        sum -= sumBefore;
        return Refusal.None;
    }

    /// <summary>Whether a delta point is new.</summary>
    public Refusal Advance(UInt128 series, ulong start, ulong time, long now)
    {
        if (time == 0)
        {
            return Refusal.NoTime;
        }

        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, series, out var isKnown);
        if (isKnown && time <= entry.Time)
        {
            return time == entry.Time && start == entry.Start ? Refusal.Repeated : Refusal.OutOfOrder;
        }

        entry = new Entry(start, time, 0, 0, now);
        return Refusal.None;
    }

    /// <summary>Stands for the labels; nobody can make two sets of labels that have the same one.</summary>
    public static UInt128 Hash(SeriesKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(key.AttributesText.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    public bool Knows(UInt128 series) => _entries.ContainsKey(series);

    public void Forget(long before)
    {
        foreach (var (series, entry) in _entries)
        {
            if (entry.PushedAt < before)
            {
                _entries.Remove(series);
            }
        }
    }

    private readonly record struct Entry(ulong Start, ulong Time, double Count, double Sum, long PushedAt);
}
