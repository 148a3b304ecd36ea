using System.Text.Json;
using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;
using Observe.Prometheus;

namespace Observe.Agent.Store;

/// <summary>Reads what was committed, also while an agent goes on writing.</summary>
internal static class StateReader
{
    /// <exception cref="StoreException">There is nothing at that path, or it cannot be read.</exception>
    public static StoredState Read(string dataDirectory)
    {
        using var connection = Open(dataDirectory);
        return Read(connection);
    }

    /// <summary>Opens the database for reading alone.</summary>
    /// <exception cref="StoreException">There is nothing at that path, or it cannot be read.</exception>
    internal static SqliteConnection Open(string dataDirectory)
    {
        var path = DataDirectory.DatabaseIn(dataDirectory);
        if (!File.Exists(path))
        {
            throw Nothing(dataDirectory);
        }

        SqliteSetup.Once();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return Schema.Version(connection) == 0 ? throw Nothing(dataDirectory) : connection;
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

    /// <exception cref="StoreException">It cannot be read, or not understood.</exception>
    internal static StoredState Read(SqliteConnection connection)
    {
        try
        {
            using var transaction = connection.BeginTransaction(deferred: true);
            return Read(transaction);
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, connection.DataSource);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidCastException or InvalidOperationException)
        {
            throw StoreFault.Damaged(e, connection.DataSource);
        }
    }

    private static StoreException Nothing(string dataDirectory) =>
        new($"there is no data at {dataDirectory}; start 'observe agent' or run 'observe process' first, or name the directory with --data");

    private static StoredState Read(SqliteTransaction transaction) => new(
        Rows(transaction, "SELECT metric, attributes, value FROM counter", r => (SeriesKey.Parse(r.GetString(0), r.GetString(1)), r.GetInt64(2))),
        Rows(
            transaction,
            "SELECT metric, attributes, bounds, counts, sum FROM histogram",
            r => (SeriesKey.Parse(r.GetString(0), r.GetString(1)), NumberList.ReadDoubles(r.GetString(2)), new HistogramValue(NumberList.ReadLongs(r.GetString(3)), r.GetDouble(4)))),
        Rows(
            transaction,
            "SELECT device, inode, birth, path, offset, inside_line, fingerprint, fingerprint_length, format, size, lines, error_lines, last_read, ending, ending_length FROM file",
            ReadFile),
        Rows(transaction, "SELECT path, since FROM followed", r => new KeyValuePair<string, long>(r.GetString(0), r.GetInt64(1))),
        Rows(
            transaction,
            "SELECT id, template, example, first_seen, last_seen, shapes FROM pattern ORDER BY first_seen, id",
            r => new StoredPattern(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4), TextList.Read(r.GetString(5)))),
        Rows(transaction, "SELECT id, into_id FROM merged_pattern", r => new KeyValuePair<string, string>(r.GetString(0), r.GetString(1))))
    {
        Usage = Rows(transaction, "SELECT key, state FROM pushed_usage", r => new StoredUsage(r.GetString(0), TextList.Read(r.GetString(1)))),
        Deltas = Rows(transaction, "SELECT metric, attributes, name, unit, description, kind, state FROM delta", ReadDelta),
        Journals = Rows(transaction, "SELECT name, position FROM journal", r => new KeyValuePair<string, long>(r.GetString(0), r.GetInt64(1))).ToDictionary(StringComparer.Ordinal),
    };

    private static List<T> Rows<T>(SqliteTransaction transaction, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static StoredDelta ReadDelta(SqliteDataReader r) => new(
        SeriesKey.Parse(r.GetString(0), r.GetString(1)), r.GetString(2), r.GetString(3), r.GetString(4), (PrometheusFamilyKind)r.GetInt64(5), (byte[])r.GetValue(6));

    private static FileCheckpoint ReadFile(SqliteDataReader r) => new()
    {
        Identity = new FileIdentity(unchecked((ulong)r.GetInt64(0)), unchecked((ulong)r.GetInt64(1)), r.GetInt64(2)),
        Path = r.GetString(3),
        Offset = r.GetInt64(4),
        InsideCountedLine = r.GetInt64(5) != 0,
        Fingerprint = unchecked((ulong)r.GetInt64(6)),
        FingerprintLength = (int)r.GetInt64(7),
        Format = (LogFormat)r.GetInt64(8),
        Size = r.GetInt64(9),
        Lines = r.GetInt64(10),
        ErrorLines = r.GetInt64(11),
        LastReadUnixMilliseconds = r.GetInt64(12),
        Ending = unchecked((ulong)r.GetInt64(13)),
        EndingLength = (int)r.GetInt64(14),
    };
}
