using Microsoft.Data.Sqlite;

namespace Observe.Agent.Store;

/// <summary>A prepared "insert, or update what has this key", run again and again.</summary>
internal sealed class UpsertCommand : IDisposable
{
    private readonly SqliteCommand _command;

    public UpsertCommand(SqliteConnection connection, string table, string[] key, string[] values)
    {
        string[] columns = [.. key, .. values];
        _command = connection.CreateCommand();
        _command.CommandText =
            $"INSERT INTO {table}({string.Join(", ", columns)}) VALUES({string.Join(", ", columns.Select(c => "@" + c))}) " +
            $"ON CONFLICT({string.Join(", ", key)}) DO UPDATE SET {string.Join(", ", values.Select(v => $"{v} = excluded.{v}"))}";
        foreach (var column in columns)
        {
            _command.Parameters.Add(new SqliteParameter("@" + column, null));
        }
    }

    /// <summary>Runs with the values in the order of key and value columns.</summary>
    public void Run(params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }

        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
