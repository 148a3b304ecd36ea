using System.Runtime.CompilerServices;

namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>
/// Everything recorded for one monitor: a recorder a thread, and what ended threads left behind. Thread-safe. A recording costs
/// no lock, because readers and not recorders do the adding up.
/// </summary>
internal sealed class Recordings
{
    private static readonly SampleKind[] Kinds = Enum.GetValues<SampleKind>();

    private readonly int _history;
    private readonly int _layerLimit;
    private readonly Lock _gate = new();
    private readonly ThreadLocal<ThreadRecorder> _ofThread;
    private readonly List<ThreadRecorder> _recorders = [];
    private readonly Totals _ended = new();
    private readonly List<Sample>[] _endedSamples = [[], [], [], []];
    private Totals _atReset = new();
    private int _epochOfReset;

    public Recordings(int history, int layerLimit)
    {
        _history = history;
        _layerLimit = layerLimit;
        _ofThread = new ThreadLocal<ThreadRecorder>(Register);
    }

    public Epoch Epoch { get; } = new();

    /// <summary>The calling thread's recorder.</summary>
    public ThreadRecorder OfThread => Current(Epoch) ?? Switch();

    /// <summary>The recorder that the calling thread used last, when it is the one of an epoch's recordings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ThreadRecorder? Current(Epoch epoch)
    {
        var current = ThreadRecorder.Current;
        return current is not null && ReferenceEquals(current.Epoch, epoch) ? current : null;
    }

    /// <summary>Gives the calling thread's recorder and makes it that thread's current one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ThreadRecorder Switch() => ThreadRecorder.Current = _ofThread.Value!;

    /// <summary>Sums since the beginning; they never fall.</summary>
    public Totals ReadAll()
    {
        lock (_gate)
        {
            return Sum();
        }
    }

    /// <summary>Sums since the last reset.</summary>
    public Totals Read()
    {
        lock (_gate)
        {
            var totals = Sum();
            totals.Subtract(_atReset);
            return totals;
        }
    }

    /// <summary>The latest samples since the last reset, oldest first, those of epochs before the given one left out.</summary>
    public Sample[] History(SampleKind kind, int firstEpoch = 0)
    {
        lock (_gate)
        {
            firstEpoch = Math.Max(firstEpoch, _epochOfReset);
            FoldEnded();
            Epoch.Next();
            var threads = new List<List<Sample>> { _endedSamples[(int)kind].FindAll(s => s.Epoch >= firstEpoch) };
            threads.AddRange(_recorders.Select(r => Copy(r, kind, firstEpoch)));
            return SampleMerge.Latest(threads, _history);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _epochOfReset = Epoch.Next();
            _atReset = Sum();
        }
    }

    private static List<Sample> Copy(ThreadRecorder recorder, SampleKind kind, int firstEpoch)
    {
        var samples = new List<Sample>();
        recorder.Samples(kind).CopyTo(samples, firstEpoch);
        return samples;
    }

    private ThreadRecorder Register()
    {
        var recorder = new ThreadRecorder(Epoch, _history, _layerLimit);
        lock (_gate)
        {
            FoldEnded();
            _recorders.Add(recorder);
        }

        return recorder;
    }

    private Totals Sum()
    {
        FoldEnded();
        var totals = new Totals();
        totals.Add(_ended);
        _recorders.ForEach(totals.Add);
        return totals;
    }

    /// <summary>Keeps what ended threads recorded and forgets their recorders, so that memory follows the living threads.</summary>
    private void FoldEnded()
    {
        var ended = _recorders.FindAll(r => !r.Thread.IsAlive);
        if (ended.Count == 0)
        {
            return;
        }

        _recorders.RemoveAll(ended.Contains);
        ended.ForEach(_ended.Add);
        foreach (var kind in Kinds)
        {
            var threads = new List<List<Sample>> { _endedSamples[(int)kind] };
            threads.AddRange(ended.Select(r => Copy(r, kind, firstEpoch: 0)));
            _endedSamples[(int)kind] = [.. SampleMerge.Latest(threads, _history)];
        }
    }
}
