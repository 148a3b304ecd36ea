namespace Observe.Agent.Records.Usage;

/// <summary>
/// Takes the use of tokens from every source that is no log line (those come as <see cref="ILogConsumer"/>). What one call
/// takes becomes <c>observe.tokens</c>, <c>observe.cost</c>, the ledger and the budgets, all in the next commit.
/// </summary>
internal interface ITokenUsageConsumer
{
    /// <summary>
    /// The caller holds the lock under which commits are cut, and under the same hold moves whatever keeps it from handing
    /// over the same usage twice. Counts below 0 are taken as 0.
    /// </summary>
    void Consume(in TokenUsage usage);
}
