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
}
