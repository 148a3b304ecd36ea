using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Observe.Agent.Store;

/// <summary>The tables, brought up to date step by step; <c>user_version</c> says which steps a file has seen.</summary>
internal static class Schema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE counter(metric TEXT NOT NULL, attributes TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(metric, attributes)) WITHOUT ROWID;
        CREATE TABLE histogram(metric TEXT NOT NULL, attributes TEXT NOT NULL, bounds TEXT NOT NULL, counts TEXT NOT NULL, sum REAL NOT NULL,
            PRIMARY KEY(metric, attributes)) WITHOUT ROWID;
        CREATE TABLE file(device INTEGER NOT NULL, inode INTEGER NOT NULL, birth INTEGER NOT NULL, path TEXT NOT NULL, offset INTEGER NOT NULL,
            inside_line INTEGER NOT NULL, fingerprint INTEGER NOT NULL, fingerprint_length INTEGER NOT NULL, format INTEGER NOT NULL,
            size INTEGER NOT NULL, lines INTEGER NOT NULL, error_lines INTEGER NOT NULL, last_read INTEGER NOT NULL,
            PRIMARY KEY(device, inode, birth)) WITHOUT ROWID;
        CREATE TABLE followed(path TEXT PRIMARY KEY NOT NULL, since INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE pattern(id TEXT PRIMARY KEY NOT NULL, template TEXT NOT NULL, example TEXT NOT NULL, first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL, shapes TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE merged_pattern(id TEXT PRIMARY KEY NOT NULL, into_id TEXT NOT NULL) WITHOUT ROWID;
        """,
        "CREATE TABLE journal(name TEXT PRIMARY KEY NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;",
        """
        ALTER TABLE file ADD COLUMN ending INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE file ADD COLUMN ending_length INTEGER NOT NULL DEFAULT 0;
        """,
        """
        CREATE TABLE agent(id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;
        INSERT INTO agent(id) VALUES(lower(hex(randomblob(16))));
        CREATE TABLE token_hour(hour INTEGER NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL, operation TEXT NOT NULL, type TEXT NOT NULL,
            origin TEXT NOT NULL, estimated INTEGER NOT NULL, tokens INTEGER NOT NULL,
            PRIMARY KEY(hour, provider, model, operation, type, origin, estimated)) WITHOUT ROWID;
        CREATE TABLE token_hour_unshared(hour INTEGER PRIMARY KEY NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE budget_transition(id INTEGER PRIMARY KEY, budget TEXT NOT NULL, period TEXT NOT NULL, period_start INTEGER NOT NULL,
            at INTEGER NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL, used TEXT NOT NULL, budget_limit TEXT NOT NULL, unit TEXT NOT NULL,
            limit_at INTEGER);
        CREATE TABLE taken_request(key TEXT PRIMARY KEY NOT NULL, fingerprint TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        """,
        """
        CREATE TABLE delta(metric TEXT NOT NULL, attributes TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, description TEXT NOT NULL,
            kind INTEGER NOT NULL, state BLOB NOT NULL, PRIMARY KEY(metric, attributes)) WITHOUT ROWID;
        """,
        "CREATE TABLE pushed_usage(key TEXT PRIMARY KEY NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;",
        "CREATE TABLE pushed_request(at INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, PRIMARY KEY(at, high, low)) WITHOUT ROWID;",
    ];

    public static void Update(SqliteConnection connection)
    {
        for (var version = Version(connection); version < Steps.Length; version++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Steps[version] + $"PRAGMA user_version = {version + 1};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    /// <summary>How many steps the file has seen; 0 when it has no tables yet.</summary>
    /// <exception cref="StoreException">More than this version of the agent knows.</exception>
    public static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        return version <= Steps.Length
            ? version
            : throw new StoreException($"{connection.DataSource} was written by a newer version of observe (schema {version}, this one knows {Steps.Length}); use that version or another --data");
    }
}
