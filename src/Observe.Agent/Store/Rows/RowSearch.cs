using System.Globalization;
using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using SQLitePCL;

namespace Observe.Agent.Store.Rows;

/// <summary>Searches the rows of a data directory, also while an agent writes them. Each search has a connection of its own.</summary>
internal static class RowSearch
{
    /// <summary>A search that takes longer is given up.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int Interrupted = 9;

    /// <summary>Instructions of SQLite's machine between two looks at the clock.</summary>
    private const int InstructionsALook = 10_000;

    /// <exception cref="StoreException">There are no rows, they cannot be read, or the search took too long.</exception>
    public static List<LogRow> Run(string directory, LogQuery query, TimeProvider time, CancellationToken cancellation)
    {
        var path = RowSchema.PathIn(directory);
        if (!File.Exists(path))
        {
            throw new StoreException($"no records are stored at {directory}; start 'observe agent' first, or name the directory with --data");
        }

        SqliteSetup.Once();
        var started = time.GetTimestamp();
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            raw.sqlite3_progress_handler(
                connection.Handle, InstructionsALook, _ => cancellation.IsCancellationRequested || time.GetElapsedTime(started) > Limit ? 1 : 0, null);
            return RowSchema.Version(connection) == 0 ? [] : Run(connection, query);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Interrupted)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new StoreException($"the search took longer than {Limit.TotalSeconds:0} s; ask for less, with --since or further words", e);
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, path);
        }
    }

    private static List<LogRow> Run(SqliteConnection connection, LogQuery query)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var where = new List<string>();
        if (query.Text is { } text)
        {
            if (SearchWords.Of(text) is not { } words)
            {
                return [];
            }

            IndexTail(connection, transaction);
            where.Add("r.id IN (SELECT rowid FROM record_text WHERE record_text MATCH @words UNION ALL SELECT rowid FROM temp.tail WHERE tail MATCH @words)");
            command.Parameters.AddWithValue("@words", words);
        }

        Add(where, command, "r.level >= @level", "@level", query.Level is { } level ? (long)level : null);
        Add(where, command, "r.time >= @since", "@since", query.Since);
        Add(where, command, "r.time < @until", "@until", query.Until);
        Add(where, command, "r.pattern = @pattern", "@pattern", PatternNumber(query.Pattern));
        AddName(where, command, "provider", query.Provider?.ToLowerInvariant());
        AddName(where, command, "model", query.Model);
        AddName(where, command, "category", query.Category);
        AddName(where, command, "file", query.File);
        command.Parameters.AddWithValue("@limit", Math.Clamp(query.Limit, 1, LogQuery.MostRows));
        command.CommandText =
            "SELECT r.time, r.level, p.name, m.name, c.name, r.pattern, f.name, r.tokens, r.latency, r.message FROM record r " +
            "JOIN name p ON p.id = r.provider JOIN name m ON m.id = r.model JOIN name c ON c.id = r.category JOIN name f ON f.id = r.file " +
            (where.Count == 0 ? "" : $"WHERE {string.Join(" AND ", where)} ") + "ORDER BY r.time DESC, r.id DESC LIMIT @limit";
        using var reader = command.ExecuteReader();
        var rows = new List<LogRow>();
        while (reader.Read())
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    /// <summary>The words of the youngest rows are not indexed yet: an index in memory makes the search complete, by the same rules.</summary>
    private static void IndexTail(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            PRAGMA temp_store = MEMORY;
            CREATE VIRTUAL TABLE temp.tail USING fts5(message, content='');
            INSERT INTO temp.tail(rowid, message) SELECT id, message FROM record WHERE id > (SELECT indexed FROM progress);
            """;
        command.ExecuteNonQuery();
    }

    private static void Add(List<string> where, SqliteCommand command, string condition, string name, long? value)
    {
        if (value is not null)
        {
            where.Add(condition);
            command.Parameters.AddWithValue(name, value);
        }
    }

    private static void AddName(List<string> where, SqliteCommand command, string column, string? name)
    {
        if (name is not null)
        {
            where.Add($"r.{column} = (SELECT id FROM name WHERE name = @{column})");
            command.Parameters.AddWithValue("@" + column, name);
        }
    }

    private static long? PatternNumber(string? id) => id is null ? null
        : long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static LogRow Read(SqliteDataReader r) => new()
    {
        Time = r.GetInt64(0),
        Level = AttributeValues.Of((LogLevel)r.GetInt64(1)),
        Provider = r.GetString(2),
        Model = r.GetString(3),
        Category = r.GetString(4),
        Pattern = r.GetInt64(5) is not 0 and var pattern ? pattern.ToString("x12", CultureInfo.InvariantCulture) : "",
        File = r.GetString(6),
        Tokens = r.GetInt64(7),
        LatencyMicroseconds = r.GetInt64(8),
        Message = r.GetString(9),
    };
}
