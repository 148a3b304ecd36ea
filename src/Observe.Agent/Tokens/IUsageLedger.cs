using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens;

/// <summary>The ledger of tokens, as it is stored: of this agent, or of all agents that share a store.</summary>
internal interface IUsageLedger
{
    /// <summary>Every row whose hour began in this span, in Unix milliseconds; one row may come in several parts.</summary>
    /// <exception cref="UnavailableException">They cannot be read at present.</exception>
    Task<IReadOnlyList<TokenCount>> ReadAsync(long from, long to, CancellationToken cancellation);
}
