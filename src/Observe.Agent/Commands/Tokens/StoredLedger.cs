using Observe.Agent.Hosting;
using Observe.Agent.Store;
using Observe.Agent.Store.Postgres;
using Observe.Agent.Tokens;

namespace Observe.Agent.Commands.Tokens;

/// <summary>The ledger that a command reads: all agents' where a store is shared, unless only this one's is asked for.</summary>
internal sealed class StoredLedger : IAsyncDisposable
{
    private readonly SharedStore? _shared;

    private StoredLedger(IUsageLedger rows, SqliteUsageLedger own, SharedStore? shared)
    {
        Rows = rows;
        Own = own;
        _shared = shared;
    }

    public IUsageLedger Rows { get; }

    public SqliteUsageLedger Own { get; }

    /// <exception cref="StoreException">There is no data, or it cannot be read.</exception>
    public static StoredLedger Open(AgentOptions options, bool local)
    {
        var own = new SqliteUsageLedger(options.Data);
        var shared = local ? null : SharedLedger.SharedStoreOf(options.Tokens);
        return new StoredLedger(shared is null ? own : new SharedUsageLedger(own, own.AgentId(), shared), own, shared);
    }

    public ValueTask DisposeAsync() => _shared?.DisposeAsync() ?? ValueTask.CompletedTask;
}
