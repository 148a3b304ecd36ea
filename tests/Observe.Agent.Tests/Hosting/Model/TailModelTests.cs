using System.Globalization;

namespace Observe.Agent.Tests.Hosting.Model;

/// <summary>
/// Everything at once: logs written, left unfinished, rotated, truncated, deleted, while the agent is restarted and killed.
/// Every line is counted exactly once. <c>OBSERVE_LONG=1</c> makes it minutes, <c>OBSERVE_SEED</c> repeats one run.
/// </summary>
public sealed class TailModelTests : IDisposable
{
    private readonly EngineFixture _agent = new();
    private readonly TaskCompletionSource _over = new();

    private static double Seconds => Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1" ? 300 : 6;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("OBSERVE_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20_261_121;

    public void Dispose() => _agent.Dispose();

    [Fact]
    public async Task Whatever_happens_to_logs_and_agent_every_line_is_counted_exactly_once()
    {
        RandomLogFile[] logs = [.. Enumerable.Range(0, 5).Select(NewLog)];

        // The path names the provider, so that half a line too is counted where it belongs.
        _agent.Options.Providers = logs.ToDictionary(l => l.Name, _ => Array.Empty<string>(), StringComparer.Ordinal);
        _agent.Reopen();
        await _agent.FollowAsync();
        var writing = Task.WhenAll(logs.Select(log => Task.Run(() => WriteAsync(log))));
        await await Task.WhenAny(DisturbAsync(), writing);
        _over.SetResult();
        await writing;

        await EngineFixture.EventuallyAsync(() => Wrong(logs).Length == 0);
        Assert.Empty(Wrong(logs));
        await _agent.RestartAsync();
        Assert.True(await _agent.ReadAllAsync());
        Assert.Empty(Wrong(logs));
        Assert.Equal(logs.Sum(l => l.Bytes), _agent.Bytes);
        foreach (var log in logs)
        {
            log.Dispose();
        }
    }

    private RandomLogFile NewLog(int i)
    {
        var name = $"logs/{i % 2}/file{i}.log";
        Directory.CreateDirectory(_agent.Folder[$"logs/{i % 2}"]);
        RandomLogFile log = null!;
        return log = new RandomLogFile(_agent.Folder[name], Seed + i, lines => UntilCountedAsync(log, lines));
    }

    private async Task WriteAsync(RandomLogFile log)
    {
        while (!_over.Task.IsCompleted)
        {
            await log.StepAsync();
        }
    }

    private async Task UntilCountedAsync(RandomLogFile log, long lines)
    {
        await EngineFixture.EventuallyAsync(() => Counted(log) >= lines);
        Assert.True(Counted(log) == lines, $"seed {Seed}: {log.Name} has {lines} lines, {Counted(log)} are counted:\n  {log.LastSteps}");
    }

    private async Task DisturbAsync()
    {
        var random = new Random(Seed);
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < Seconds)
        {
            await Task.Delay(random.Next(50, 700));
            switch (random.Next(10))
            {
                case < 5:
                    await _agent.CrashAsync();
                    break;
                case < 7:
                    await _agent.RestartAsync();
                    break;
                case < 9:
                    await _agent.RestartAsync();
                    Assert.True(await _agent.ReadAllAsync());
                    _agent.Reopen();
                    break;
                default:
                    continue;
            }

            await _agent.FollowAsync();
        }
    }

    private long Counted(RandomLogFile log) => _agent.LinesBy("provider").GetValueOrDefault(log.Name);

    private string Wrong(RandomLogFile[] logs) => string.Join("\n", logs.Where(log => Counted(log) != log.Lines)
        .Select(log => $"seed {Seed}: {log.Name} has {log.Lines} lines, {Counted(log)} are counted:\n  {log.LastSteps}"));
}
