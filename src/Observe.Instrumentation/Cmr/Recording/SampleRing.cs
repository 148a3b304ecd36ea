using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>
/// The latest samples of one thread. That thread alone adds, without a lock or an interlocked instruction; any thread may copy
/// them meanwhile. A structure, so that the way to the samples is one load shorter.
/// </summary>
internal struct SampleRing
{
    /// <summary>Places beyond the history, so that a copy stays whole while the owner goes on adding.</summary>
    private const int Slack = 16;

    /// <summary>What the owner may be writing while its count is not seen yet.</summary>
    private const int Margin = 4;

    /// <summary>One place until the first sample comes: most threads never record every kind.</summary>
    private Sample[] _samples;

    private long _count;
    private readonly int _history;

    public SampleRing(int history)
    {
        _history = history;
        _samples = new Sample[1];
    }

    /// <summary>Makes room before the first sample, so that adding it allocates nothing.</summary>
    public void Allocate() => Volatile.Write(ref _samples, new Sample[BitOperations.RoundUpToPowerOf2((uint)(_history + Slack))]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long ticks, int layer, int epoch)
    {
        if (_samples.Length == 1)
        {
            Allocate();
        }

        AddAllocated(ticks, layer, epoch);
    }

    /// <summary>The length is a power of two, so that the masked index is always within: no check is needed on the hottest path.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddAllocated(long ticks, int layer, int epoch)
    {
        var samples = _samples;
        var count = _count;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(samples), (nint)((int)count & (samples.Length - 1))) = new Sample(ticks, layer, epoch);
        Volatile.Write(ref _count, count + 1);
    }

    /// <summary>Appends the latest samples, oldest first, those of an earlier epoch left out.</summary>
    public void CopyTo(List<Sample> to, int firstEpoch)
    {
        var end = Volatile.Read(ref _count);
        var samples = Volatile.Read(ref _samples);
        var first = Math.Max(0, end - _history);
        var copy = new Sample[end - first];
        for (var i = first; i < end; i++)
        {
            copy[i - first] = samples[(int)i & (samples.Length - 1)];
        }

        Interlocked.MemoryBarrier();
        var overwritten = Volatile.Read(ref _count) + Margin - samples.Length;
        for (var i = Math.Max(first, overwritten); i < end; i++)
        {
            if (copy[i - first].Epoch >= firstEpoch)
            {
                to.Add(copy[i - first]);
            }
        }
    }
}
