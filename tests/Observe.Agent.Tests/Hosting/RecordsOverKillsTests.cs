using System.Text;

namespace Observe.Agent.Tests.Hosting;

/// <summary>Records of several lines, written in pieces, while the agent is restarted and killed: each is one count, whole.</summary>
public sealed class RecordsOverKillsTests : IDisposable
{
    private const int Records = 400;

    private readonly EngineFixture _agent = new();

    public void Dispose() => _agent.Dispose();

    [Fact]
    public async Task A_record_is_counted_once_and_whole_whatever_happens_between_its_lines()
    {
        var random = new Random(3);
        _agent.Options.Tail.RecordTimeout = _agent.Options.Tail.PartialLineTimeout = TimeSpan.FromHours(1);
        _agent.Reopen();
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Records).Select(Record)));
        var path = _agent.Folder["logs/app.log"];
        await _agent.FollowAsync();
        for (var at = 0; at < content.Length;)
        {
            var piece = Math.Min(random.Next(1, content.Length / 20), content.Length - at);
            await using (var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                await file.WriteAsync(content.AsMemory(at, piece));
            }

            at += piece;
            await Task.Delay(random.Next(150));
            if (random.Next(2) == 0)
            {
                await (random.Next(2) == 0 ? _agent.CrashAsync() : _agent.RestartAsync());
                await _agent.FollowAsync();
            }
        }

        // What follows closes every record but the last, which nobody can know to be whole.
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == Records - 1), $"{_agent.AllLines} of {Records - 1}");
        await _agent.RestartAsync();
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(Records, _agent.AllLines);
        Assert.Equal(content.Length, _agent.Bytes);
        Assert.Equal(Enumerable.Range(0, Records).Count(IsError), _agent.LinesBy("level")["error"]);
    }

    private static bool IsError(int i) => i % 3 == 0;

    private static string Record(int i) => IsError(i)
        ? $"2025-11-20 10:00:00,000 - app - ERROR - request {i} failed\nTraceback (most recent call last):\n  File \"/app/main.py\", line {i}, in run\n    client.chat()\nValueError: bad {i}\n"
        : i % 3 == 1 ? $"2025-11-20 10:00:00,000 - app - INFO - request {i} served\n" : $"2025-11-20 10:00:00,000 - app - INFO - plan {i}:\n  - first\n  - second\n";
}
