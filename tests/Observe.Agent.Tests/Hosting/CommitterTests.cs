using Observe.Agent.Metrics;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Hosting;

public sealed class CommitterTests : IDisposable
{
    private readonly EngineFixture _agent = new();

    public void Dispose() => _agent.Dispose();

    [Fact]
    public async Task While_the_store_fails_nothing_is_shown_and_afterwards_nothing_is_lost_or_doubled()
    {
        await _agent.FollowAsync();
        _agent.MakeCommitsFail();
        _agent.Folder.Write("logs/a.log", "one\n");
        Assert.True(await EngineFixture.EventuallyAsync(() => !_agent.Readiness.IsReady));
        Assert.Contains("made to fail", Assert.Single(_agent.Readiness.Reasons));
        _agent.Folder.Append("logs/a.log", "two\n");
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.Engine.Tailer.Files.Sum(f => f.Offset) == 8));
        Assert.Equal(0, _agent.AllLines);

        _agent.LetCommitsWork();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.Readiness.IsReady));
        Assert.Equal(2, _agent.AllLines);
        await _agent.RestartAsync();
        Assert.Equal(2, _agent.AllLines);
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(2, _agent.AllLines);
    }

    [Fact]
    public async Task A_file_closed_while_the_store_fails_keeps_its_offset()
    {
        _agent.Folder.Write("logs/a.log", "one\n");
        await _agent.FollowAsync();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 1));
        _agent.MakeCommitsFail();
        _agent.Folder.Append("logs/a.log", "two\n");
        File.Move(_agent.Folder["logs/a.log"], _agent.Folder["logs/a.log.1"]);
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.Engine.Tailer.Files.Count == 0));
        _agent.LetCommitsWork();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 2));
        await _agent.RestartAsync();
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(2, _agent.AllLines);
    }

    [Fact]
    public async Task Who_waits_is_told_when_it_is_stored_and_not_while_the_store_fails()
    {
        _agent.Options.CommitInterval = TimeSpan.FromSeconds(30);
        _agent.Reopen();
        await _agent.FollowAsync();
        await Stored().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, StoredCount());

        _agent.MakeCommitsFail();
        var second = Stored();
        Assert.True(await EngineFixture.EventuallyAsync(() => !_agent.Readiness.IsReady));
        Assert.False(second.IsCompleted);
        _agent.LetCommitsWork();
        await Task.WhenAll(second, Stored()).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(3, StoredCount());
        await _agent.StopAsync();
    }

    private Task Stored()
    {
        lock (_agent.Engine.Committer.Cut)
        {
            _agent.Engine.Metrics.Counter(new SeriesKey("test.count")).Add(1);
            return _agent.Engine.Committer.StoredAsync();
        }
    }

    private long StoredCount() => StateReader.Read(_agent.Options.Data).Counters.Single(c => c.Key.Metric == "test.count").Value;
}
