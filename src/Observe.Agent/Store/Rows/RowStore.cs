using Microsoft.Data.Sqlite;
using Observe.Agent.Records;

namespace Observe.Agent.Store.Rows;

/// <summary>
/// Rows in an SQLite file of their own. Their numbers only grow, and the last one is committed with the offsets: rows behind
/// it after a crash are of lines that will be read again, and are deleted. One cuts and persists at a time.
/// </summary>
internal sealed class RowStore : IJournal, IDisposable
{
    /// <summary>Under which the number of the last row is committed.</summary>
    public const string JournalName = "rows";

    /// <summary>About what may wait in memory for the next commit.</summary>
    private const long MaxWaitingBytes = 4 * 1024 * 1024;

    private const string InsertSql =
        "INSERT INTO record(id, time, level, provider, model, category, pattern, file, tokens, latency, message) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private readonly Lock _changing = new();
    private readonly SqliteConnection _connection;
    private readonly RowNames _names;
    private readonly InsertCommand _insert;
    private RowBuffer _filling = new();
    private RowBuffer _cut = new();
    private long _last;

    private RowStore(SqliteConnection connection, long? committed)
    {
        _connection = connection;
        if (committed is { } length)
        {
            using var transaction = new WriteTransaction(connection);
            RowSchema.Execute(connection, $"DELETE FROM record WHERE id > {length}");
            transaction.Commit();
        }

        _last = Committed = Math.Max(committed ?? 0, RowSchema.Number(connection, "SELECT max(id) FROM record"));
        _names = new RowNames(connection);
        _insert = new InsertCommand(connection, InsertSql);
    }

    public string Name => JournalName;

    public bool HasRoom
    {
        get
        {
            lock (_changing)
            {
                return _filling.Bytes + _cut.Bytes < MaxWaitingBytes;
            }
        }
    }

    /// <summary>The number of the last committed row.</summary>
    public long Committed { get; private set; }

    /// <param name="committed">The committed length; null when none is on record, then all rows stay.</param>
    /// <exception cref="StoreException">The file is damaged, of a newer version, or cannot be written.</exception>
    public static RowStore Open(string directory, long? committed)
    {
        var path = RowSchema.PathIn(directory);
        var connection = RowSchema.Open(path);
        try
        {
            return new RowStore(connection, committed);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw StoreFault.Of(e, path);
        }
    }

    /// <summary>Takes a copy of the rows. The caller holds the lock under which commits are cut.</summary>
    public void Append(RowBuffer rows)
    {
        lock (_changing)
        {
            _filling.Append(rows);
        }
    }

    public long Cut()
    {
        lock (_changing)
        {
            if (_cut.Count == 0)
            {
                (_cut, _filling) = (_filling, _cut);
            }
            else
            {
                _cut.Append(_filling);
                _filling.Clear();
            }

            return _last + _cut.Count;
        }
    }

    public void Persist()
    {
        if (_cut.Count == 0)
        {
            return;
        }

        try
        {
            Insert();
            _names.Keep();
        }
        catch (SqliteException e)
        {
            _names.Undo();
            throw new JournalException(StoreFault.Of(e, _connection.DataSource).Message, e);
        }

        lock (_changing)
        {
            _last += _cut.Count;
            _cut.Clear();
        }
    }

    public void Publish(long position) => Committed = position;

    public void Dispose()
    {
        _insert.Dispose();
        _names.Dispose();
        _connection.Dispose();
    }

    private void Insert()
    {
        using var transaction = new WriteTransaction(_connection);
        var id = _last;
        Span<long> numbers = stackalloc long[10];
        foreach (ref readonly var row in _cut.Rows)
        {
            numbers[0] = ++id;
            numbers[1] = row.Time;
            numbers[2] = (long)row.Level;
            numbers[3] = _names[row.Provider];
            numbers[4] = _names[row.Model];
            numbers[5] = _names[row.Category];
            numbers[6] = (long)row.Pattern;
            numbers[7] = _names[row.File];
            numbers[8] = row.Tokens;
            numbers[9] = row.LatencyMicroseconds;
            _insert.Run(numbers, _cut.Message(row));
        }

        transaction.Commit();
    }
}
