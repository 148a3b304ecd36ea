using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Observe.Agent.Store.Rows;

/// <summary>
/// The tables of rows. Names stand once and are referred to by number. The words of messages are indexed later than the rows
/// are stored, up to <c>progress.indexed</c>.
/// </summary>
internal static class RowSchema
{
    private const int Latest = 1;

    private const string Tables = """
        CREATE TABLE name(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE record(id INTEGER PRIMARY KEY, time INTEGER NOT NULL, level INTEGER NOT NULL, provider INTEGER NOT NULL, model INTEGER NOT NULL,
            category INTEGER NOT NULL, pattern INTEGER NOT NULL, file INTEGER NOT NULL, tokens INTEGER NOT NULL, latency INTEGER NOT NULL,
            message TEXT NOT NULL);
        CREATE INDEX record_time ON record(time);
        CREATE VIRTUAL TABLE record_text USING fts5(message, content='record', content_rowid='id');
        CREATE TABLE progress(indexed INTEGER NOT NULL);
        INSERT INTO progress VALUES(0);
        PRAGMA user_version = 1;
        """;

    public static string PathIn(string directory) => Path.Combine(directory, "logs.db");

    /// <summary>A connection that writes, to tables that are there.</summary>
    /// <exception cref="StoreException">The file is damaged, of a newer version, or cannot be written.</exception>
    public static SqliteConnection Open(string path)
    {
        SqliteSetup.Once();
        StateStore.CreatePrivate(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // Rows are written in order and by the megabyte: larger pages are fewer to write, twice each, and to divide.
            Execute(connection, "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 10000;");
            if (Version(connection) == 0)
            {
                using var transaction = new WriteTransaction(connection);
                Execute(connection, Tables);
                transaction.Commit();
            }

            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw StoreFault.Of(e, path);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="StoreException">It is newer than this version of the agent knows.</exception>
    public static int Version(SqliteConnection connection)
    {
        var version = (int)Number(connection, "PRAGMA user_version");
        return version <= Latest
            ? version
            : throw new StoreException($"{connection.DataSource} was written by a newer version of observe (schema {version}, this one knows {Latest}); use that version or another --data");
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
