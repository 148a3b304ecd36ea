using Observe.Instrumentation.Cmr.Recording;

namespace Observe.Instrumentation.Cmr.Stats;

/// <summary>Remembers the sums of some moments, to tell what happened since. Thread-safe.</summary>
internal sealed class LiveWindow(Recordings recordings, ErrorCounts errors, BufferState buffer, TimeProvider time, TimeSpan length)
{
    private readonly Lock _gate = new();
    private readonly Queue<Mark> _marks = [];

    /// <summary>Remembers this moment and forgets those that left the window, but for the latest of them: the window begins there.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            var mark = Now();
            _marks.Enqueue(mark);
            while (_marks.Count > 1 && time.GetElapsedTime(_marks.ElementAt(1).Timestamp, mark.Timestamp) >= length)
            {
                _marks.Dequeue();
            }
        }
    }

    public void Restart()
    {
        lock (_gate)
        {
            _marks.Clear();
            _marks.Enqueue(Now());
        }
    }

    public CmrWindow Read()
    {
        lock (_gate)
        {
            var now = Now();
            var start = _marks.Peek();
            now.Totals.Subtract(start.Totals);
            var failed = now.Errors.Select((count, i) => count - start.Errors[i]).ToArray();
            return new CmrWindow(
                time.GetElapsedTime(start.Timestamp, now.Timestamp), now.Totals, failed, recordings, start.Epoch, buffer);
        }
    }

    private Mark Now() => new(time.GetTimestamp(), recordings.Epoch.Next(), recordings.Read(), errors.Snapshot());

    private sealed record Mark(long Timestamp, int Epoch, Totals Totals, long[] Errors);
}
