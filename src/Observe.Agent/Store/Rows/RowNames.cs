using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Observe.Agent.Store.Rows;

/// <summary>The numbers of names. Used by one thread at a time, within its transactions.</summary>
internal sealed class RowNames : IDisposable
{
    /// <summary>Files come and go; those that are not written to any more need not be remembered.</summary>
    private const int MostRemembered = 20_000;

    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _new = [];
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;

    public RowNames(SqliteConnection connection)
    {
        _find = Command(connection, "SELECT id FROM name WHERE name = @name");
        _add = Command(connection, "INSERT INTO name(name) VALUES(@name) RETURNING id");
    }

    public long this[string name]
    {
        get
        {
            if (!_numbers.TryGetValue(name, out var number))
            {
                if (_numbers.Count >= MostRemembered)
                {
                    _numbers.Clear();
                }

                number = Run(_find, name) ?? Run(_add, name)!.Value;
                _numbers.Add(name, number);
                _new.Add(name);
            }

            return number;
        }
    }

    /// <summary>The transaction is done: its names stay.</summary>
    public void Keep() => _new.Clear();

    /// <summary>The transaction was undone, and with it the numbers that it gave.</summary>
    public void Undo()
    {
        _new.ForEach(n => _numbers.Remove(n));
        _new.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new SqliteParameter("@name", null));
        return command;
    }

    private static long? Run(SqliteCommand command, string name)
    {
        command.Parameters[0].Value = name;
        return command.ExecuteScalar() is { } number ? Convert.ToInt64(number, CultureInfo.InvariantCulture) : null;
    }
}
