using System.Collections.Concurrent;

namespace Observe.Agent.Records;

/// <summary>Batches to reuse. Thread-safe. A batch that grew for a long line is not kept, so memory falls back.</summary>
internal sealed class LogBatchPool
{
    private readonly ConcurrentBag<LogBatch> _batches = [];

    public LogBatch Rent() => _batches.TryTake(out var batch) ? batch : new LogBatch();

    public void Return(LogBatch batch)
    {
        batch.Clear();
        if (batch.Bytes.Length == LogBatch.DefaultCapacity)
        {
            _batches.Add(batch);
        }
    }
}
