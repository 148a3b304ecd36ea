using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Observe.Agent.Store.Rows;

/// <summary>
/// A prepared statement that is given numbers and a text in UTF-8 as they are: the provider makes a string and several objects
/// of every row.
/// </summary>
internal sealed class InsertCommand : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public InsertCommand(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <exception cref="SqliteException">It was not inserted.</exception>
    public void Run(ReadOnlySpan<long> numbers, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            Check(raw.sqlite3_bind_int64(_statement, i + 1, numbers[i]));
        }

        Check(raw.sqlite3_bind_text(_statement, numbers.Length + 1, text));
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            throw Fault(result);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Fault(result);
        }
    }

    private SqliteException Fault(int result) => new(raw.sqlite3_errmsg(_database).utf8_to_string(), result, raw.sqlite3_extended_errcode(_database));
}
