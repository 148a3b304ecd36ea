using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Intake;
using Observe.Agent.Expose;
using Observe.Agent.Forward;
using Observe.Agent.Hosting.Log;
using Observe.Agent.Hosting.Pushes;
using Observe.Agent.Metrics;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Parse.Redaction;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Origins;
using Observe.Agent.Store;
using Observe.Agent.Store.Rows;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Budgets;
using Observe.Agent.Tokens.Otlp;
using Observe.Prometheus;

namespace Observe.Agent.Hosting;

/// <summary>The wiring of everything that carries logs, the same for the agent and for a single pass.</summary>
internal sealed partial class LogEngine : IDisposable
{
    private static readonly TimeSpan KeepGoneFiles = TimeSpan.FromDays(30);

    private readonly Dictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly DataDirectory _directory;
    private readonly StateStore _store;
    private readonly ProviderClassifier _providers;
    private readonly ILogger<LogEngine> _log;

    private LogEngine(DataDirectory directory, StateStore store, AgentOptions options, Readiness readiness, ILoggerFactory logs, TimeProvider time)
    {
        _directory = directory;
        _store = store;
        _log = logs.CreateLogger<LogEngine>();
        _providers = new ProviderClassifier(new ProviderOptions { Providers = options.Providers }, Names);
        var state = ReadAndPrune(store, time);
        LogMetrics counts = new(Metrics, Names);
        counts.Load(state.Counters, state.Histograms);
        PatternMetrics? patterns = null;
        var miner = new PatternMiner(options.Patterns, time, change => Merge(patterns!, change));
        patterns = new PatternMetrics(Metrics, miner.Export);
        patterns.Load(state.Counters);
        var known = state.Patterns().ToList();
        miner.Import(known);
        Metrics.Load(known);
        Tokens = TokenBooks.Open(
            options.Tokens,
            TokenPrices.Of(options),
            Metrics,
            Names,
            new StoredTokens(store.ReadTokens, store.ReadBudgetTransitions(), store.ReadTakenRequests()),
            time,
            logs);
        Tokens.Ledger.Load(state.Counters.Select(c => c.Key));
        Tailer = new Tailer(
            options.Tail,
            [.. options.Watch.SelectMany(Glob.Parse)],
            [.. options.Exclude.SelectMany(Glob.Parse), .. OwnFiles(options)],
            new FileMemory(state.Files, state.Followed),
            time,
            Report);
        Forwarding = new Forwarding(options.Forward, options.Data, state.Journals, Cleaner(options), Components, logs, time);
        Rows = options.Rows.Enabled ? RowStore.Open(options.Data, state.Journals.TryGetValue(RowStore.JournalName, out var rows) ? rows : null) : null;
        Cmr = new CmrModel(options.Cmr, time);
        Pushed = new PushedMetrics(options.Series, Components, StoredAsync, time);
        LoadDeltas(state.Deltas, options.Data);
        var usage = NewUsage(state.Usage, options.Data, time);
        var taken = new TakenPushes(store.ReadPushes(), time);
        Committer = new Committer(
            Tailer, Metrics, patterns, Tokens, usage, taken, Pushed.Deltas, store, [.. Forwarding.Journals, .. Rows is null ? Array.Empty<IJournal>() : [Rows]], Components, readiness, logs.CreateLogger<Committer>());
        Pushes = new OtlpCounts(new LogPushes(NewPushReader, Committer), NewSpans(state, usage), usage, taken, Committer, time);
        Families = [new CommittedFamilies(Metrics), new FileFamilies(Tailer.Survey, Names), new PatternFamilies(Metrics, () => miner.Count),
            new BudgetFamilies(() => Tokens.Budgets.Statuses)];
        var pool = new LogBatchPool();
        Pipeline = new Pipeline(
            Tailer,
            () => new FileReader(Tailer, NewParser(), miner, [counts, patterns, Tokens.Ledger, .. NewConsumers()], Committer, pool, Components, logs.CreateLogger<FileReader>()),
            Committer,
            options.Tail.Workers,
            options.CommitInterval,
            time,
            logs.CreateLogger<Pipeline>());

        LogParser NewParser() => new(Names, _providers, time, options.Formats);

        IEnumerable<ILogConsumer> NewConsumers() => [new CmrLogLines(Cmr, Names, time), .. Forwarding.NewShippers(Names), .. NewCollectors(options, time)];

        // Tokens that apps push go another way into the ledger: the app may tell of them by metrics or spans too.
        LogPushReader NewPushReader() => new(
            new LogCounter(NewParser(), miner, [counts, patterns, .. NewConsumers()], Committer, Components, logs.CreateLogger<LogCounter>()),
            new PushedCalls(usage, Names),
            options.Tail.MaxLineBytes,
            Components);
    }

    public NameTables Names { get; } = new();

    public CommittedMetrics Metrics { get; } = new();

    public TokenBooks Tokens { get; }

    public ComponentMetrics Components { get; } = new();

    public Tailer Tailer { get; }

    public Forwarding Forwarding { get; }

    /// <summary>Null when rows are switched off.</summary>
    public RowStore? Rows { get; }

    /// <summary>Metrics that apps push.</summary>
    public PushedMetrics Pushed { get; }

    /// <summary>What is known of contextual memory reweaving.</summary>
    public CmrModel Cmr { get; }

    /// <summary>Counts what apps push beside metrics.</summary>
    public OtlpCounts Pushes { get; }

    public Committer Committer { get; }

    public Pipeline Pipeline { get; }

    /// <summary>Runs an action under the lock under which commits are cut; the task ends when what it counted is stored.</summary>
    public Task Count(Action count)
    {
        lock (Committer.Cut)
        {
            count();
            return Committer.StoredAsync();
        }
    }

    /// <summary>The agent's name of a provider that goes by several.</summary>
    public string ProviderOf(string name) => ProviderOf(Encoding.UTF8.GetBytes(name));

    /// <summary>Families of everything that is counted from logs and of the files themselves.</summary>
    public IReadOnlyList<IPrometheusFamilySource> Families { get; }

    /// <summary>A metrics page of what was counted, without the agent's and the host's own metrics.</summary>
    public PrometheusPage NewPage()
    {
        var options = new PrometheusExporterOptions();
        foreach (var families in Families)
        {
            options.Sources.Add(families);
        }

        return new PrometheusPage(options);
    }

    /// <summary>Files and folders that could not be read so far, by reason.</summary>
    public IReadOnlyDictionary<string, int> Faults
    {
        get
        {
            lock (_faults)
            {
                return new Dictionary<string, int>(_faults, StringComparer.Ordinal);
            }
        }
    }

    /// <exception cref="StoreException">The data directory or the store in it cannot be used.</exception>
    public static LogEngine Open(AgentOptions options, Readiness readiness, ILoggerFactory logs, TimeProvider time)
    {
        var directory = DataDirectory.Take(options.Data);
        StateStore? store = null;
        try
        {
            store = StateStore.Open(directory);
            return new LogEngine(directory, store, options, readiness, logs, time);
        }
        catch
        {
            store?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Tailer.Dispose();
        Pushed.Dispose();
        Forwarding.Dispose();
        Rows?.Dispose();
        Committer.Dispose();
        _store.Dispose();
        _directory.Dispose();
        Components.Dispose();
    }

    /// <summary>A file that is gone and was not read for long is not coming back: its record would only grow the store.</summary>
    private static StoredState ReadAndPrune(StateStore store, TimeProvider time)
    {
        var state = store.Read();
        var longAgo = (time.GetUtcNow() - KeepGoneFiles).ToUnixTimeMilliseconds();
        var gone = state.Files.Where(f => f.LastReadUnixMilliseconds < longAgo && (f.IsPast || !File.Exists(f.Path))).ToList();
        if (gone.Count == 0)
        {
            return state;
        }

        store.Forget(gone);
        return state with { Files = [.. state.Files.Except(gone)] };
    }

    private IEnumerable<ILogConsumer> NewCollectors(AgentOptions options, TimeProvider time) =>
        Rows is null ? [] : [new RowCollector(Rows, options.Rows, Names, Cleaner(options), time)];

    private static TextCleaner Cleaner(AgentOptions options) => options.Redact ? Redactor.Redact : static (text, output) => output.Write(text);

    /// <summary>What the agent writes itself is no log, wherever its data directory lies.</summary>
    private static IEnumerable<Glob> OwnFiles(AgentOptions options) =>
        DataDirectory.OwnFiles.Select(name => Glob.In(options.Data, name))
            .Append(Glob.In(Path.Combine(options.Data, Forwarding.Folder), "**"))
            .Concat(options.Log.File is { } log ? [Glob.In(Path.GetDirectoryName(log)!, LogFile.NamesOf(log))] : []);

    private OtlpUsage NewUsage(IEnumerable<StoredUsage> stored, string data, TimeProvider time)
    {
        var usage = new OtlpUsage(Tokens.Ledger, ProviderOf, time);
        try
        {
            usage.Load(stored);
            return usage;
        }
        catch (FormatException e)
        {
            throw StoreFault.Damaged(e, DataDirectory.DatabaseIn(data));
        }
    }

    private SpanPushes NewSpans(StoredState state, OtlpUsage usage)
    {
        var spans = new SpanMetrics(Metrics);
        var calls = new ModelCalls(Metrics, Names, usage.ProviderOf);
        spans.Load(state.Counters.Select(c => c.Key));
        calls.Load(state.Counters.Select(c => c.Key));
        return new SpanPushes(spans, calls);
    }

    private void LoadDeltas(IEnumerable<StoredDelta> deltas, string data)
    {
        try
        {
            Pushed.Load(deltas);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw StoreFault.Damaged(e, DataDirectory.DatabaseIn(data));
        }
    }

    /// <summary>Ends when what was counted so far is on the disk.</summary>
    private Task StoredAsync()
    {
        lock (Committer.Cut)
        {
            return Committer.StoredAsync();
        }
    }

    private string ProviderOf(ReadOnlySpan<byte> name) => _providers.Find(name) is not 0 and var id
        ? Names.Providers[id]
        : Names.Providers[Names.Providers.Intern(Encoding.UTF8.GetString(name).Trim().ToLowerInvariant())];

    private static void Merge(PatternMetrics patterns, PatternChange change)
    {
        if (change.Kind == PatternChangeKind.Merged)
        {
            patterns.Merged(change.Pattern.Value, change.Into.Value);
        }
    }

    private void Report(FileFault fault)
    {
        bool first;
        lock (_faults)
        {
            first = _faults.TryAdd(fault.Reason, 0);
            _faults[fault.Reason]++;
        }

        Components.Failed(FileReader.Component, fault.Reason);
        if (first || fault.Reason != FileFault.TooMany)
        {
            // One line for all files over the limit: they are counted, and the way out is the same for each.
            LogFault(fault.Path, fault.Message);
        }
    }

    [LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Warning, Message = "{Path}: {Reason}")]
    private partial void LogFault(string path, string reason);
}
