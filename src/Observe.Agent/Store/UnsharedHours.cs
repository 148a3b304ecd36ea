using Microsoft.Data.Sqlite;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Store;

/// <summary>
/// Which hours of the ledger changed since they were written to the shared store. The commit marks an hour in its own
/// transaction; here marks are taken away once the hour is shared, unless it changed again meanwhile. Used by one thread at a time.
/// </summary>
internal sealed class UnsharedHours : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <exception cref="StoreException">The database cannot be opened.</exception>
    public UnsharedHours(string dataDirectory)
    {
        var path = DataDirectory.DatabaseIn(dataDirectory);
        SqliteSetup.Once();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            AgentId = TokenReader.AgentId(_connection);
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw StoreFault.Of(e, path);
        }
    }

    /// <summary>By which this agent is known to the others; made once, at random.</summary>
    public string AgentId { get; }

    /// <summary>The next hours to share, with their marks and all their rows as they are now.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public (IReadOnlyList<(long Hour, long Revision)> Hours, IReadOnlyList<TokenCount> Rows) Next(int most) => Guarded(() =>
    {
        // In one transaction: a row that is newer than its mark would do no harm, a mark that is newer than its rows would.
        using var transaction = _connection.BeginTransaction(deferred: true);
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT hour, revision FROM token_hour_unshared ORDER BY hour DESC LIMIT @most";
        command.Parameters.AddWithValue("@most", most);
        var hours = new List<(long, long)>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                hours.Add((reader.GetInt64(0), reader.GetInt64(1)));
            }
        }

        var rows = hours.SelectMany(h => TokenReader.Hours(_connection, h.Item1, h.Item1 + 1, transaction)).ToList();
        return ((IReadOnlyList<(long, long)>)hours, (IReadOnlyList<TokenCount>)rows);
    });

    /// <exception cref="StoreException">The marks stay; the hours are shared once more, which changes nothing.</exception>
    public void Shared(IReadOnlyList<(long Hour, long Revision)> hours) => Guarded(() =>
    {
        using var transaction = new WriteTransaction(_connection);
        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM token_hour_unshared WHERE hour = @hour AND revision = @revision";
        var (hour, revision) = (command.Parameters.Add("@hour", SqliteType.Integer), command.Parameters.Add("@revision", SqliteType.Integer));
        foreach (var (h, r) in hours)
        {
            (hour.Value, revision.Value) = (h, r);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return true;
    });

    /// <summary>For a shared store that has nothing of this agent yet.</summary>
    /// <exception cref="StoreException">Nothing was marked.</exception>
    public void MarkAll() => Guarded(() =>
    {
        using var transaction = new WriteTransaction(_connection);
        using var command = _connection.CreateCommand();
        command.CommandText = "INSERT INTO token_hour_unshared(hour, revision) SELECT DISTINCT hour, 1 FROM token_hour WHERE true ON CONFLICT(hour) DO NOTHING";
        command.ExecuteNonQuery();
        transaction.Commit();
        return true;
    });

    public void Dispose() => _connection.Dispose();

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw StoreFault.Of(e, _connection.DataSource);
        }
    }
}
