using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Expose;
using Observe.Agent.Hosting;
using Observe.Agent.Hosting.Pushes;
using Observe.Agent.Metrics;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Origins;
using Observe.Agent.Store;
using Observe.Agent.Tests.Tokens;
using Observe.Agent.Tokens.Otlp;

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
        var deltas = new DeltaCommits(new SeriesTable(new SeriesOptions(), new()), new Lock());
        _committer = new Committer(_tailer, _metrics, new PatternMetrics(_metrics, _miner.Export), Books.Of(_metrics), NewUsage(), new TakenPushes([], TimeProvider.System), deltas, _store, [], _components, new Readiness(), NullLogger<Committer>.Instance);
    }

    private static OtlpUsage NewUsage() => new(Books.Of(new CommittedMetrics()).Ledger, _ => "", TimeProvider.System);

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

    [Fact]
    public async Task A_slow_consumer_slows_reading_drops_nothing_and_what_waits_shows_as_lag()
    {
        const int Lines = 100_000;
        _folder.Write("a.log", string.Concat(Enumerable.Range(0, Lines).Select(i => $"line {i:000000} with something to say\n")));
        var size = new FileInfo(_folder["a.log"]).Length;
        var slow = new Slow();
        using var stop = new CancellationTokenSource();
        var following = Pipeline(TimeProvider.System, slow).FollowAsync(static () => { }, stop.Token);
        await slow.Begun;

        // Read is what was taken, and nothing ahead of it: the rest waits in the file.
        await Task.Delay(300);
        Assert.InRange(Lag, 1, size);
        Assert.InRange(slow.Lines, 1, Lines / 2);
        slow.GoOn();
        Assert.True(await EngineFixture.EventuallyAsync(() => slow.Lines == Lines && Lag == 0));
        await stop.CancelAsync();
        await following;
        Assert.Equal(Lines, _metrics.Counters.Where(c => c.Key.Metric == MetricNames.LogRecords).Sum(c => c.Committed));
    }

    [Fact]
    public async Task Two_files_are_parsed_at_the_same_time()
    {
        _folder.Write("a.log", "Nov 21 10:00:00 host app: one\n");
        _folder.Write("b.log", "Nov 21 10:00:00 host app: two\n");
        using var both = new Meeting(parties: 2);
        Assert.True(await Pipeline(both).ReadAllAsync(static _ => { }, CancellationToken.None));
        Assert.True(both.Happened);
    }

    private long Lag => _tailer.Survey().Sum(f => f.Unread);

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

    /// <summary>Takes its time with the first batches until it is told to go on.</summary>
    private sealed class Slow : ILogConsumer
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly ManualResetEventSlim _fast = new();
        private long _lines;

        public Task Begun => _begun.Task;

        public long Lines => Volatile.Read(ref _lines);

        public void GoOn() => _fast.Set();

        public void Consume(LogBatch batch)
        {
            Volatile.Write(ref _lines, _lines + batch.Count);
            _begun.TrySetResult();
            _fast.Wait(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>A clock that only answers once as many workers have asked for the time as are to meet.</summary>
    private sealed class Meeting(int parties) : TimeProvider, IDisposable
    {
        private readonly CountdownEvent _asked = new(parties);
        private readonly ThreadLocal<bool> _hasAsked = new();

        public bool Happened => _asked.IsSet;

        public override DateTimeOffset GetUtcNow()
        {
            if (!_hasAsked.Value)
            {
                _hasAsked.Value = true;
                _asked.Signal();
                _asked.Wait(TimeSpan.FromSeconds(20));
            }

            return base.GetUtcNow();
        }

        public void Dispose()
        {
            _asked.Dispose();
            _hasAsked.Dispose();
        }
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
