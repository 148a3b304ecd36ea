namespace Observe.Agent.Records;

/// <summary>
/// A consumer with work that is too slow for the lock under which batches are counted: it readies a batch before. One for
/// each worker; <see cref="Prepare"/> and <see cref="ILogConsumer.Consume"/> of a batch follow each other.
/// </summary>
internal interface IPreparedConsumer : ILogConsumer
{
    void Prepare(LogBatch batch);
}
