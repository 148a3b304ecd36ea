using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Expose;
using Observe.Agent.Hosting;
using Observe.Agent.Metrics;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Store;
using Observe.Agent.Tests.Tokens;

namespace Observe.Agent.Tests.Hosting;

/// <summary>A worker whose parser or consumer has a fault.</summary>
public sealed class FileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NameTables _names = new();
    private readonly CommittedMetrics _metrics = new();
    private readonly ComponentMetrics _components = new();
    private readonly PatternMiner _miner = new(new PatternOptions(), TimeProvider.System);
    private readonly DataDirectory _directory;
    private readonly StateStore _store;
    private readonly Tailer _tailer;
    private readonly Committer _committer;

    public FileReaderTests()
    {
        _directory = DataDirectory.Take(_folder["data"]);
        _store = StateStore.Open(_directory);
        _tailer = new Tailer(new FileTailOptions(), [.. Glob.Parse(_folder["*.log"])], [], new FileMemory([], []), TimeProvider.System, static _ => { });
        _committer = new Committer(_tailer, _metrics, new PatternMetrics(_metrics, _miner.Export), Books.Of(_metrics), _store, [], _components, new Readiness(), NullLogger<Committer>.Instance);
    }

    public void Dispose()
    {
        _tailer.Dispose();
        _store.Dispose();
        _directory.Dispose();
        _components.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_parser_that_throws_costs_no_line()
    {
        _folder.Write("a.log", "Nov 21 10:00:00 host app: one\nNov 21 10:00:01 host app: two\n");
        Assert.True(await Pipeline(new BrokenClock()).ReadAllAsync(static _ => { }, CancellationToken.None));
        Assert.Equal(2, _metrics.Counters.Where(c => c.Key.Metric == MetricNames.LogRecords).Sum(c => c.Committed));
    }

    [Fact]
    public async Task A_consumer_that_throws_ends_the_run_and_nothing_half_counted_is_ever_committed()
    {
        _folder.Write("a.log", "one\n");
        await Assert.ThrowsAsync<NotSupportedException>(() => Pipeline(TimeProvider.System, new Broken()).FollowAsync(static () => { }, CancellationToken.None));
        Assert.False(_committer.Commit());
        Assert.Empty(_store.Read().Counters);
    }

    private Pipeline Pipeline(TimeProvider time, params ILogConsumer[] more)
    {
        var counts = new LogMetrics(_metrics, _names);
        var providers = new ProviderClassifier(new ProviderOptions(), _names);
        var pool = new LogBatchPool();
        return new Pipeline(
            _tailer,
            () => new FileReader(_tailer, new LogParser(_names, providers, time), _miner, [counts, .. more], _committer, pool, _components, NullLogger<FileReader>.Instance),
            _committer,
            workers: 2,
            TimeSpan.FromMilliseconds(1),
            TimeProvider.System,
            NullLogger<Pipeline>.Instance);
    }

    private sealed class Broken : ILogConsumer
    {
        public void Consume(LogBatch batch) => throw new NotSupportedException();
    }

    private sealed class BrokenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new NotSupportedException();
    }
}
