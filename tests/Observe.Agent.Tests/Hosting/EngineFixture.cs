using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Expose;
using Observe.Agent.Hosting;
using Observe.Agent.Metrics;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Hosting;

/// <summary>The whole log engine on real files below one temporary folder, with a real store, quick enough for tests.</summary>
internal sealed class EngineFixture : IDisposable
{
    private static readonly string[] Tables = ["counter", "histogram", "file", "followed", "delta", "pushed_request"];

    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public EngineFixture(params string[] watch)
    {
        Options = new AgentOptions
        {
            Watch = [.. (watch.Length == 0 ? ["logs/**/*.log"] : watch).Select(w => Folder[w])],
            Exclude = [],
            Data = Folder["data"],
            CommitInterval = TimeSpan.FromMilliseconds(50),
        };
        Options.Tail.RescanInterval = TimeSpan.FromMilliseconds(300);
        Options.Tail.PollInterval = TimeSpan.FromMilliseconds(100);
        Options.Tail.PartialLineTimeout = TimeSpan.FromMilliseconds(300);
        Options.Tail.RotatedCloseDelay = TimeSpan.FromMilliseconds(500);
        Directory.CreateDirectory(Folder["logs"]);
        Engine = Open();
    }

    public TemporaryFolder Folder { get; } = new();

    public AgentOptions Options { get; }

    public Readiness Readiness { get; } = new();

    public LogEngine Engine { get; private set; }

    public long AllLines => LinesBy("level").Values.Sum();

    public long Bytes => Engine.Metrics.Counters.Where(c => c.Key.Metric == MetricNames.LogBytes).Sum(c => c.Committed);

    /// <summary>Lines as committed, by an attribute.</summary>
    public IReadOnlyDictionary<string, long> LinesBy(string attribute) => Engine.Metrics.Counters.Where(c => c.Key.Metric == MetricNames.LogRecords)
        .GroupBy(c => c.Key[attribute], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Committed), StringComparer.Ordinal);

    /// <summary>Follows the files until stopped; returns once it has begun.</summary>
    public async Task FollowAsync()
    {
        var started = new TaskCompletionSource();
        _stop = new CancellationTokenSource();
        _running = Task.Run(() => Engine.Pipeline.FollowAsync(started.SetResult, _stop.Token));
        await await Task.WhenAny(started.Task, _running);
    }

    public Task<bool> ReadAllAsync() => Engine.Pipeline.ReadAllAsync(static _ => { }, CancellationToken.None);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        Reopen();
    }

    /// <summary>Ends as a kill does: what is not committed by now never is.</summary>
    public async Task CrashAsync()
    {
        MakeCommitsFail();
        await StopAsync();
        Engine.Dispose();
        LetCommitsWork();
        Engine = Open();
    }

    public void Reopen()
    {
        Engine.Dispose();
        Engine = Open();
    }

    public void MakeCommitsFail() =>
        Sql(string.Concat(Tables.Select(t => $"CREATE TRIGGER fail_{t} BEFORE INSERT ON {t} BEGIN SELECT RAISE(ABORT, 'made to fail'); END;")));

    public void LetCommitsWork() => Sql(string.Concat(Tables.Select(t => $"DROP TRIGGER fail_{t};")));

    public static async Task<bool> EventuallyAsync(Func<bool> holds, double seconds = 20)
    {
        for (var left = seconds; left > 0 && !holds(); left -= .02)
        {
            await Task.Delay(20);
        }

        return holds();
    }

    public void Dispose()
    {
        Engine.Dispose();
        Folder.Dispose();
    }

    private LogEngine Open() => LogEngine.Open(Options, Readiness, NullLoggerFactory.Instance, TimeProvider.System);

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={DataDirectory.DatabaseIn(Options.Data)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
