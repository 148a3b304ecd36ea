using Microsoft.Data.Sqlite;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens;

namespace Observe.Agent.Store;

/// <summary>The ledger of one agent, read beside the agent that writes it.</summary>
internal sealed class SqliteUsageLedger(string dataDirectory) : IUsageLedger
{
    /// <exception cref="StoreException">There is nothing at that path, or it cannot be read.</exception>
    public Task<IReadOnlyList<TokenCount>> ReadAsync(long from, long to, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<TokenCount>>(Read(connection => TokenReader.Hours(connection, from, to)) ?? []);

    /// <exception cref="StoreException">There is nothing at that path, or it cannot be read.</exception>
    public IReadOnlyList<BudgetTransition> Transitions() => Read(TokenReader.Transitions) ?? [];

    /// <summary>By which this agent is known to others; empty when an older version wrote last.</summary>
    /// <exception cref="StoreException">There is nothing at that path, or it cannot be read.</exception>
    public string AgentId() => Read(TokenReader.AgentId) ?? "";

    private T? Read<T>(Func<SqliteConnection, T> read)
        where T : class
    {
        using var connection = StateReader.Open(dataDirectory);
        try
        {
            return HasTokens(connection) ? read(connection) : null;
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, connection.DataSource);
        }
    }

    /// <summary>A database that an older version wrote last has no such tables yet.</summary>
    private static bool HasTokens(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'token_hour'";
        return command.ExecuteScalar() is not null;
    }
}
