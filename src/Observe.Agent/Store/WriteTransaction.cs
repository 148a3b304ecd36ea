using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Observe.Agent.Store;

/// <summary>
/// A transaction that is undone unless committed. SQLite ends one by itself on a full disk or an I/O error; the provider's
/// own transaction takes that for a fault of its own and is stuck with the connection.
/// </summary>
internal sealed class WriteTransaction : IDisposable
{
    private readonly SqliteConnection _connection;

    public WriteTransaction(SqliteConnection connection)
    {
        _connection = connection;
        Execute("BEGIN IMMEDIATE");
    }

    public void Commit() => Execute("COMMIT");

    public void Dispose()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
