using Microsoft.Data.Sqlite;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Store;

/// <summary>Keeps what tells a repeated request of an app, inside the commit's transaction.</summary>
internal sealed class PushWriter : IDisposable
{
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _forget;

    public PushWriter(SqliteConnection connection)
    {
        _insert = connection.CreateCommand();
        _insert.CommandText = "INSERT OR IGNORE INTO pushed_request(at, high, low) VALUES(@at, @high, @low)";
        _insert.Parameters.AddRange([new SqliteParameter("@at", null), new SqliteParameter("@high", null), new SqliteParameter("@low", null)]);
        _forget = connection.CreateCommand();
        _forget.CommandText = "DELETE FROM pushed_request WHERE at < @before";
        _forget.Parameters.Add(new SqliteParameter("@before", null));
    }

    public static List<PushedRequest> Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT at, high, low FROM pushed_request ORDER BY at";
        using var reader = command.ExecuteReader();
        var requests = new List<PushedRequest>();
        while (reader.Read())
        {
            requests.Add(new(new UInt128(unchecked((ulong)reader.GetInt64(1)), unchecked((ulong)reader.GetInt64(2))), reader.GetInt64(0)));
        }

        return requests;
    }

    public void Write(CommitSet commit)
    {
        foreach (var (fingerprint, at) in commit.Pushes)
        {
            _insert.Parameters[0].Value = at;
            _insert.Parameters[1].Value = unchecked((long)(ulong)(fingerprint >> 64));
            _insert.Parameters[2].Value = unchecked((long)(ulong)fingerprint);
            _insert.ExecuteNonQuery();
        }

        if (commit.ForgetPushesBefore > 0)
        {
            _forget.Parameters[0].Value = commit.ForgetPushesBefore;
            _forget.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _forget.Dispose();
    }
}
