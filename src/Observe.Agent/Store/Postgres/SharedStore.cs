using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Store.Postgres;

/// <summary>
/// The database in which several agents add up their tokens. Each writes the totals of its own hours, never differences, and
/// totals only grow: writing twice changes nothing, nor does a write that was given up and comes late. Thread-safe.
/// </summary>
internal sealed class SharedStore : IAsyncDisposable
{
    /// <summary>An operation that takes longer is given up; the driver's own limits are shorter, but it does not keep them where a server hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private bool _isMigrated;

    /// <exception cref="StoreException">The connection string is none.</exception>
    public SharedStore(string connectionString) => _source = NpgsqlDataSource.Create(ConnectionString.Read(connectionString));

    /// <summary>Whether the agent wrote here before.</summary>
    /// <exception cref="StoreException">The database cannot be reached or used.</exception>
    public Task<bool> KnowsAsync(string agent, CancellationToken cancellation) => GuardAsync(async () =>
    {
        await using var command = _source.CreateCommand("SELECT 1 FROM observe_agent WHERE id = $1");
        command.Parameters.AddWithValue(agent);
        return await command.ExecuteScalarAsync() is not null;
    }, cancellation);

    /// <summary>Writes the totals of some hours of an agent, all or none.</summary>
    /// <exception cref="StoreException">The database cannot be reached or used.</exception>
    public Task WriteAsync(string agent, string host, IReadOnlyList<TokenCount> rows, CancellationToken cancellation) => GuardAsync(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("INSERT INTO observe_agent(id, host) VALUES($1, $2) ON CONFLICT(id) DO UPDATE SET host = excluded.host, last_seen = now()")
                {
                    Parameters = { new() { Value = agent }, new() { Value = host } },
                },
                Upsert(agent, rows),
            },
        };
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    }, cancellation);

    /// <summary>Forgets old hours of an agent.</summary>
    /// <exception cref="StoreException">The database cannot be reached or used.</exception>
    public Task ForgetAsync(string agent, long before, CancellationToken cancellation) => GuardAsync(async () =>
    {
        await using var command = _source.CreateCommand("DELETE FROM observe_token_hour WHERE agent_id = $1 AND hour < $2");
        command.Parameters.AddWithValue(agent);
        command.Parameters.AddWithValue(before);
        return await command.ExecuteNonQueryAsync();
    }, cancellation);

    /// <summary>Rows of every agent but one, added up.</summary>
    /// <exception cref="StoreException">The database cannot be reached or used.</exception>
    public Task<IReadOnlyList<TokenCount>> ReadAsync(string exceptAgent, long from, long to, CancellationToken cancellation) => GuardAsync<IReadOnlyList<TokenCount>>(async () =>
    {
        await using var command = _source.CreateCommand(
            $"""
            SELECT {TokenRow.Columns}, sum(tokens)::bigint FROM observe_token_hour
            WHERE hour >= $1 AND hour < $2 AND agent_id <> $3 GROUP BY {TokenRow.Columns}
            """);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(exceptAgent);
        await using var reader = await command.ExecuteReaderAsync();
        var row = new TokenRow(reader);
        var rows = new List<TokenCount>();
        while (await reader.ReadAsync())
        {
            if (row.Read() is { } count)
            {
                rows.Add(count);
            }
        }

        return rows;
    }, cancellation);

    public ValueTask DisposeAsync()
    {
        _migrating.Dispose();
        return _source.DisposeAsync();
    }

    private static NpgsqlBatchCommand Upsert(string agent, IReadOnlyList<TokenCount> rows)
    {
        static NpgsqlParameter Column(NpgsqlDbType type, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };

        return new NpgsqlBatchCommand(
            """
            INSERT INTO observe_token_hour(agent_id, hour, provider, model, operation, type, origin, estimated, tokens)
            SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT(agent_id, hour, provider, model, operation, type, origin, estimated) DO UPDATE SET tokens = greatest(observe_token_hour.tokens, excluded.tokens)
            """)
        {
            Parameters =
            {
                new() { Value = agent },
                Column(NpgsqlDbType.Bigint, rows.Select(r => r.Hour.Hour).ToArray()),
                Column(NpgsqlDbType.Text, rows.Select(r => Plain(r.Hour.Provider)).ToArray()),
                Column(NpgsqlDbType.Text, rows.Select(r => Plain(r.Hour.Model)).ToArray()),
                Column(NpgsqlDbType.Text, rows.Select(r => Plain(r.Hour.Operation)).ToArray()),
                Column(NpgsqlDbType.Text, rows.Select(r => AttributeValues.Of(r.Hour.Type)).ToArray()),
                Column(NpgsqlDbType.Text, rows.Select(r => AttributeValues.Of(r.Hour.Origin)).ToArray()),
                Column(NpgsqlDbType.Boolean, rows.Select(r => r.Hour.Estimated).ToArray()),
                Column(NpgsqlDbType.Bigint, rows.Select(r => r.Tokens).ToArray()),
            },
        };
    }

    /// <summary>PostgreSQL has no NUL in text; a name from a log may.</summary>
    private static string Plain(string name) => name.Replace('\0', '\uFFFD');

    /// <summary>
    /// Who cancels is let go at once. The driver does not see the token: it would ask the server to cancel and wait for that,
    /// within the call that cancels.
    /// </summary>
    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await MigratedAsync(work).WaitAsync(Patience, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or IOException)
        {
            // Whatever happened to it, the tables are looked at again.
            _isMigrated = false;
            throw new StoreException($"the shared store cannot be used: {e.Message.ReplaceLineEndings(" ")}; look at tokens.sharedStore", e);
        }
    }

    private async Task<T> MigratedAsync<T>(Func<Task<T>> work)
    {
        if (!_isMigrated)
        {
            await MigrateAsync();
        }

        return await work();
    }

    private async Task MigrateAsync()
    {
        await _migrating.WaitAsync();
        try
        {
            if (!_isMigrated)
            {
                await SharedSchema.UpdateAsync(_source);
                _isMigrated = true;
            }
        }
        finally
        {
            _migrating.Release();
        }
    }
}
