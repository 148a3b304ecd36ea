using System.Collections.Concurrent;

namespace Observe.Tokenizer.Bpe;

/// <summary>Lends workers to threads. Keeps as many as there are processors; one costs about half a megabyte.</summary>
internal sealed class WorkerPool(Vocabulary vocabulary, SplitPattern pattern)
{
    private readonly ConcurrentQueue<Worker> _idle = new();
    private Worker? _last;
    private int _queued;

    public Worker Take()
    {
        var worker = Interlocked.Exchange(ref _last, null);
        if (worker is not null)
        {
            return worker;
        }

        if (_idle.TryDequeue(out worker))
        {
            Interlocked.Decrement(ref _queued);
            return worker;
        }

        return new Worker(vocabulary, pattern);
    }

    public void Return(Worker worker)
    {
        worker.Encoder.Trim();
        if (Interlocked.CompareExchange(ref _last, worker, null) is null)
        {
            return;
        }

        if (Interlocked.Increment(ref _queued) < Environment.ProcessorCount)
        {
            _idle.Enqueue(worker);
        }
        else
        {
            Interlocked.Decrement(ref _queued);
            worker.Encoder.Dispose();
        }
    }
}
