using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens;

/// <summary>What an agent that starts finds in its store.</summary>
/// <param name="Hours">Reads rows of the ledger whose hour began in a span.</param>
internal sealed record StoredTokens(
    Func<long, long, IReadOnlyList<TokenCount>> Hours, IReadOnlyList<BudgetTransition> Transitions, IReadOnlyList<TakenRequest> Requests);
