using Npgsql;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.SharedStore;

/// <summary>
/// A real PostgreSQL on a free loopback port. It refuses to run as root: where the tests are root, it is Debian's user
/// <c>postgres</c>, in a directory of that user.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Password = "hunter2 & co";

    private const string Role = "observe";
    private const int FastStop = 2;
    private const int StopAsInACrash = 3;

    private readonly string _home = Directory.CreateTempSubdirectory("observe-postgres-").FullName;
    private ChildProcess? _process;
    private int _databases;

    public int Port { get; } = FreePort.Find();

    private string Data => Path.Combine(_home, "data");

    /// <summary>Makes and starts the server, unless it is not installed: then the tests that need it are skipped.</summary>
    public async Task InitializeAsync()
    {
        if (Programs.Find("initdb") is null)
        {
            return;
        }

        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(new ChildProcess("chown", ["postgres", _home]));
        }

        var password = Path.Combine(_home, "password");
        await File.WriteAllTextAsync(password, Password);
        await RunAsync(Start("initdb", "-D", Data, "-U", Role, $"--pwfile={password}", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"));
        File.Delete(password);
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync(crash: true);
        }

        Directory.Delete(_home, recursive: true);
    }

    public async Task StartAsync()
    {
        _process = Start("postgres", "-D", Data, "-h", "127.0.0.1", "-p", $"{Port}", "-k", "", "-c", "fsync=off");
        await Eventually.TrueAsync(IsReadyAsync, TimeSpan.FromSeconds(30), () => $"PostgreSQL is not ready:\n{_process.Everything}");
    }

    /// <summary>Ends the server under its clients: as an administrator does, or without any order.</summary>
    public async Task StopAsync(bool crash)
    {
        _process!.Signal(crash ? StopAsInACrash : FastStop);
        await _process.WaitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>An empty database, as a connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"observe{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionOf("postgres"), $"CREATE DATABASE {name}");
        return ConnectionOf(name);
    }

    public static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one number that a query gives; null when there is nothing or the tables are not made yet.</summary>
    public static async Task<long?> NumberAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        try
        {
            return await command.ExecuteScalarAsync() as long?;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    private string ConnectionOf(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database, Username = Role, Password = Password }.ConnectionString;

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process!.HasExited, $"PostgreSQL ended at once:\n{_process.Everything}");
        try
        {
            await ExecuteAsync(ConnectionOf("postgres"), "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private ChildProcess Start(string program, params string[] arguments)
    {
        var path = Path.Combine(Path.GetDirectoryName(Programs.Find("initdb")!)!, program);
        return Environment.IsPrivilegedProcess
            ? new ChildProcess(Programs.Find("setpriv")!, ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments], _home)
            : new ChildProcess(path, arguments, _home);
    }

    private static async Task RunAsync(ChildProcess process)
    {
        using (process)
        {
            Assert.True(await process.WaitAsync() == 0, process.Everything);
        }
    }
}
