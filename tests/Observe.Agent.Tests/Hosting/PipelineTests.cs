using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Tests.Hosting;

public sealed class PipelineTests : IDisposable
{
    private readonly EngineFixture _agent = new();

    public void Dispose() => _agent.Dispose();

    [Fact]
    public async Task Files_there_and_to_come_are_followed_and_committed()
    {
        Write("a.log", "one\ntwo\n");
        await _agent.FollowAsync();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 2));
        _agent.Folder.Append("logs/a.log", "three\n");
        Write("sub/b.log", "four\n");
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 4));
        Assert.Equal(19, _agent.Bytes);
        await _agent.StopAsync();
    }

    [Fact]
    public async Task A_truncated_file_is_read_again_long_before_the_next_regular_scan()
    {
        _agent.Options.Tail.RescanInterval = TimeSpan.FromHours(1);
        _agent.Reopen();
        Write("a.log", "one\ntwo\n");
        await _agent.FollowAsync();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 2));
        File.Copy(_agent.Folder["logs/a.log"], _agent.Folder["logs/a.log.1"]);
        Write("a.log", "three\n");
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 3, seconds: 8));
        await _agent.RestartAsync();
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(3, _agent.AllLines);
    }

    [Fact]
    public async Task What_was_read_is_committed_when_it_stops_and_gone_on_from_when_it_starts_again()
    {
        _agent.Options.CommitInterval = TimeSpan.FromHours(1);
        _agent.Reopen();
        Write("a.log", "one\ntwo\n");
        await _agent.FollowAsync();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.Engine.Tailer.Files.Sum(f => f.Offset) == 8));
        Assert.Equal(0, _agent.AllLines);
        await _agent.StopAsync();
        Assert.Equal(2, _agent.AllLines);
        _agent.Reopen();
        Assert.Equal(2, _agent.AllLines);
        _agent.Folder.Append("logs/a.log", "three\n");
        await _agent.FollowAsync();
        await EngineFixture.EventuallyAsync(() => _agent.Engine.Tailer.Files.Sum(f => f.Offset) == 14);
        await _agent.StopAsync();
        Assert.Equal(3, _agent.AllLines);
    }

    [Fact]
    public async Task A_crash_loses_nothing_and_doubles_nothing()
    {
        Write("a.log", "one\n");
        await _agent.FollowAsync();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 1));
        _agent.MakeCommitsFail();
        _agent.Folder.Append("logs/a.log", "two\n");
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.Engine.Tailer.Files.Sum(f => f.Offset) == 8));
        _agent.LetCommitsWork();
        await _agent.CrashAsync();
        Assert.InRange(_agent.AllLines, 1, 2);
        await _agent.FollowAsync();
        Assert.True(await EngineFixture.EventuallyAsync(() => _agent.AllLines == 2));
        await _agent.StopAsync();
        Assert.Equal(2, _agent.AllLines);
    }

    [Fact]
    public async Task A_single_pass_reads_every_file_to_its_end_an_unfinished_last_line_included()
    {
        for (var i = 0; i < 200; i++)
        {
            Write($"{i % 7}/{i}.log", string.Concat(Enumerable.Range(0, i).Select(n => $"line {n}\n")) + "unfinished");
        }

        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal((200 * 199 / 2) + 200, _agent.AllLines);
        Assert.Equal(Directory.EnumerateFiles(_agent.Folder["logs"], "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length), _agent.Bytes);
    }

    [Fact]
    public async Task A_second_pass_reads_only_what_is_new()
    {
        Write("a.log", "one\ntw");
        Assert.True(await _agent.ReadAllAsync());
        _agent.Folder.Append("logs/a.log", "o\nthree\n");
        Write("b.log", "four\n");
        _agent.Reopen();
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(4, _agent.AllLines);
        _agent.Reopen();
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(4, _agent.AllLines);
    }

    [Fact]
    public async Task A_pass_whose_counts_cannot_be_stored_says_so_and_the_next_one_counts_them()
    {
        Write("a.log", "one\n");
        _agent.MakeCommitsFail();
        Assert.False(await _agent.ReadAllAsync());
        Assert.Equal(0, _agent.AllLines);
        _agent.Reopen();
        _agent.LetCommitsWork();
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(1, _agent.AllLines);
    }

    [Fact]
    public async Task A_pass_that_is_cancelled_says_that_it_is_incomplete()
    {
        Write("a.log", "one\n");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.False(await _agent.Engine.Pipeline.ReadAllAsync(static _ => { }, cancelled.Token));
    }

    [Fact]
    public async Task A_file_that_is_no_text_costs_no_other_file_a_line()
    {
        File.WriteAllBytes(_agent.Folder["logs/b.log"], new byte[5000]);
        Write("a.log", "one\n");
        Write("c.log", "two\n");
        Assert.True(await _agent.ReadAllAsync());
        Assert.Equal(2, _agent.AllLines);
        Assert.Equal(1, _agent.Engine.Faults[FileFault.Binary]);
    }

    private void Write(string name, string text) => _agent.Folder.Write($"logs/{name}", text);
}
