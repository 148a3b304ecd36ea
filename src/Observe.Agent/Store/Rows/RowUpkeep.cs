using Microsoft.Data.Sqlite;

namespace Observe.Agent.Store.Rows;

/// <summary>
/// Indexes the words of new rows and deletes old ones, in small steps between which the commits have their turn. It has a
/// connection of its own. Used by one thread at a time.
/// </summary>
internal sealed class RowUpkeep : IDisposable
{
    /// <summary>Rows a transaction; a commit may have to wait for one.</summary>
    private const int RowsAStep = 2000;

    private const int PagesAStep = 2000;

    private readonly SqliteConnection _connection;
    private readonly RowOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="StoreException">The file cannot be used.</exception>
    public RowUpkeep(string directory, RowOptions options, TimeProvider time)
    {
        _connection = RowSchema.Open(RowSchema.PathIn(directory));
        _options = options;
        _time = time;
    }

    /// <summary>Indexes some rows up to a committed one. False when there were none.</summary>
    /// <exception cref="StoreException">Nothing was changed.</exception>
    public bool IndexStep(long committed) => Guard(() =>
    {
        var from = RowSchema.Number(_connection, "SELECT indexed FROM progress");
        var first = RowSchema.Number(_connection, "SELECT min(id) FROM record");
        if (first > 0 && first - 1 > from)
        {
            from = first - 1;
        }

        var to = Math.Min(from + RowsAStep, committed);
        if (to <= from || first == 0)
        {
            return false;
        }

        Write(
            $"INSERT INTO record_text(rowid, message) SELECT id, message FROM record WHERE id > {from} AND id <= {to}",
            $"UPDATE progress SET indexed = {to}");
        return true;
    });

    /// <summary>Deletes some rows that are too old or too many. False when there were none.</summary>
    /// <exception cref="StoreException">Nothing was changed.</exception>
    public bool DeleteStep() => Guard(() =>
    {
        var oldest = (_time.GetUtcNow() - _options.MaxAge).ToUnixTimeMilliseconds();
        if (Delete($"SELECT id FROM record WHERE time < {oldest} ORDER BY time LIMIT {RowsAStep}") > 0)
        {
            return true;
        }

        return UsedBytes() > _options.MaxBytes && Delete($"SELECT id FROM record ORDER BY id LIMIT {RowsAStep}") > 0;
    });

    /// <summary>Gives some of the room of deleted rows back to the disk.</summary>
    /// <exception cref="StoreException">Nothing was changed.</exception>
    public void Shrink() => Guard(() =>
    {
        if (RowSchema.Number(_connection, "PRAGMA freelist_count") > 0)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"PRAGMA incremental_vacuum({PagesAStep})";
            using var steps = command.ExecuteReader();
            while (steps.Read())
            {
                // Each step frees a page.
            }
        }

        return true;
    });

    public void Dispose() => _connection.Dispose();

    private long UsedBytes() => (RowSchema.Number(_connection, "PRAGMA page_count") - RowSchema.Number(_connection, "PRAGMA freelist_count"))
        * RowSchema.Number(_connection, "PRAGMA page_size");

    /// <summary>What is indexed has to be taken out of the index by its text, and before it is deleted.</summary>
    private long Delete(string ids)
    {
        Write(
            "CREATE TEMP TABLE IF NOT EXISTS doomed(id INTEGER PRIMARY KEY)",
            "DELETE FROM temp.doomed",
            $"INSERT INTO temp.doomed {ids}",
            "INSERT INTO record_text(record_text, rowid, message) SELECT 'delete', id, message FROM record WHERE id IN temp.doomed AND id <= (SELECT indexed FROM progress)",
            "DELETE FROM record WHERE id IN temp.doomed");
        return RowSchema.Number(_connection, "SELECT count(*) FROM temp.doomed");
    }

    private void Write(params ReadOnlySpan<string> statements)
    {
        using var transaction = new WriteTransaction(_connection);
        foreach (var statement in statements)
        {
            RowSchema.Execute(_connection, statement);
        }

        transaction.Commit();
    }

    private bool Guard(Func<bool> step)
    {
        try
        {
            return step();
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, _connection.DataSource);
        }
    }
}
