using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens;

namespace Observe.Agent.Store.Postgres;

/// <summary>The ledger of all agents that share a store: this one's own rows from its own database, those of the others from the shared one.</summary>
internal sealed class SharedUsageLedger(IUsageLedger own, string agent, SharedStore shared) : IUsageLedger
{
    public async Task<IReadOnlyList<TokenCount>> ReadAsync(long from, long to, CancellationToken cancellation)
    {
        var others = await shared.ReadAsync(agent, from, to, cancellation);
        return [.. await own.ReadAsync(from, to, cancellation), .. others];
    }
}
