using Npgsql;

namespace Observe.Agent.Store.Postgres;

/// <summary>The tables of the shared store, brought up to date step by step by whichever agent comes first.</summary>
internal static class SharedSchema
{
    /// <summary>Of the lock that agents take while they change the tables; any number that nobody else uses.</summary>
    private const long Lock = 0x6F62_7365_7276_6501;

    private static readonly string[] Steps =
    [
        """
        CREATE TABLE observe_agent(id text PRIMARY KEY, host text NOT NULL, first_seen timestamptz NOT NULL DEFAULT now(),
            last_seen timestamptz NOT NULL DEFAULT now());
        CREATE TABLE observe_token_hour(agent_id text NOT NULL REFERENCES observe_agent(id) ON DELETE CASCADE, hour bigint NOT NULL,
            provider text NOT NULL, model text NOT NULL, operation text NOT NULL, type text NOT NULL, origin text NOT NULL,
            estimated boolean NOT NULL, tokens bigint NOT NULL,
            PRIMARY KEY(agent_id, hour, provider, model, operation, type, origin, estimated));
        CREATE INDEX observe_token_hour_hour ON observe_token_hour(hour);
        """,
    ];

    /// <exception cref="StoreException">The tables are of a newer version of the agent.</exception>
    public static async Task UpdateAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})");
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS observe_schema(version integer NOT NULL)");
        await using var read = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM observe_schema", connection);
        var version = (int)(await read.ExecuteScalarAsync())!;
        if (version > Steps.Length)
        {
            throw new StoreException($"the shared store was made by a newer version of observe (schema {version}, this one knows {Steps.Length}); use that version");
        }

        for (; version < Steps.Length; version++)
        {
            await RunAsync(connection, $"{Steps[version]} INSERT INTO observe_schema(version) VALUES({version + 1})");
        }

        await transaction.CommitAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
