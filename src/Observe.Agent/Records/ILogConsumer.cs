namespace Observe.Agent.Records;

/// <summary>The one abstraction that carries logs. A consumer reads the batch during the call and keeps no part of it.</summary>
internal interface ILogConsumer
{
    void Consume(LogBatch batch);
}
