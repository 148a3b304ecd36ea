using Microsoft.Extensions.Logging;
using Observe.Agent.Forward.Destinations;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Forward.Shipping;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Forward;

/// <summary>Every configured destination with its queue below the data directory.</summary>
internal sealed class Forwarding : IDisposable
{
    /// <summary>The folder of the queues in the data directory.</summary>
    public const string Folder = "forward";

    /// <summary>Why records of the agent itself are not sent: the queue was full.</summary>
    private const string OwnLogReason = "own_log";

    private static readonly TimeSpan AfterPass = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly List<Delivery> _deliveries = [];
    private readonly List<DiskQueue> _queues = [];
    private readonly List<IJournal> _journals = [];
    private readonly List<(string Component, DiskQueue Queue, ForwardOptions Options)> _logs = [];
    private readonly List<(OtlpSignal Signal, OtlpRelay Relay)> _relays = [];
    private readonly ComponentMetrics _components;
    private readonly TextCleaner _clean;
    private readonly TimeProvider _time;

    /// <param name="forward">The destinations by name.</param>
    /// <param name="data">The data directory.</param>
    /// <param name="committed">The committed lengths of journals.</param>
    /// <param name="clean">Masks secrets before anything is queued.</param>
    /// <param name="components">Takes the counts of every destination.</param>
    /// <param name="logs">Takes what goes wrong.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="JournalException">A queue cannot be used.</exception>
    public Forwarding(
        IReadOnlyDictionary<string, ForwardOptions> forward,
        string data,
        IReadOnlyDictionary<string, long> committed,
        TextCleaner clean,
        ComponentMetrics components,
        ILoggerFactory logs,
        TimeProvider time)
    {
        _components = components;
        _clean = clean;
        _time = time;
        var log = logs.CreateLogger<Delivery>();
        try
        {
            foreach (var (name, options) in forward.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                Add(name.ToLowerInvariant(), options, Path.Combine(data, Folder), committed, log);
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        Relays = new OtlpRelays(_relays.ToLookup(r => r.Signal, r => r.Relay));
    }

    /// <summary>The queues of records, whose lengths are committed with the offsets.</summary>
    public IReadOnlyList<IJournal> Journals => _journals;

    /// <summary>Takes what apps push.</summary>
    public IOtlpConsumer Relays { get; }

    /// <summary>The name of each destination in metrics.</summary>
    public IEnumerable<string> Components => _deliveries.Select(d => d.Component);

    /// <summary>Whether there is a destination for logs.</summary>
    public static bool ShipsLogs(IReadOnlyDictionary<string, ForwardOptions> forward) => forward.Values.Any(f => f.Type != ForwardType.Relay);

    /// <summary>Whether everything that was committed is delivered.</summary>
    public bool IsDelivered => _queues.TrueForAll(q => q.IsDelivered);

    /// <summary>What one worker puts its records into.</summary>
    public IEnumerable<ILogConsumer> NewShippers(NameTables names) =>
        _logs.Select(l => new RecordShipper(l.Component, l.Queue, l.Options, names, _clean, _time, _components));

    /// <summary>Queues records of the agent itself for every destination of logs; a full queue goes without them.</summary>
    public void ShipOwn(IReadOnlyList<OwnRecord> records)
    {
        foreach (var (component, queue, options) in _logs)
        {
            var frames = new ShippedFrames(OwnRecords.Job, options.MaxLineBytes, _clean);
            OwnRecords.Write(frames, records, options.Level);
            if (queue.HasRoom)
            {
                queue.Append(frames.Frames);
                _components.Received(component, frames.Count);
            }
            else
            {
                _components.Dropped(component, OwnLogReason, frames.Count);
            }
        }
    }

    /// <summary>Delivers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(_deliveries.Select(d => Task.Run(() => d.RunAsync(cancellation), CancellationToken.None)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What is not delivered waits on the disk.
        }
    }

    /// <summary>Delivers while a single pass works, and for a moment afterwards; the rest is for the next run.</summary>
    public async Task<bool> RunWhileAsync(Func<Task<bool>> pass, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delivering = RunAsync(stop.Token);
        var complete = await pass();
        var started = _time.GetTimestamp();
        while (!IsDelivered && !stop.IsCancellationRequested && _time.GetElapsedTime(started) < AfterPass)
        {
            await Task.WhenAny(Task.Delay(Pause, _time, stop.Token));
        }

        await stop.CancelAsync();
        await delivering;
        return complete;
    }

    public void Dispose()
    {
        _deliveries.ForEach(d => d.Dispose());
        _relays.ForEach(r => r.Relay.Dispose());
        _queues.ForEach(q => q.Dispose());
    }

    private void Add(string name, ForwardOptions options, string folder, IReadOnlyDictionary<string, long> committed, ILogger log)
    {
        var host = options.Host.Length > 0 ? options.Host : Environment.MachineName.ToLowerInvariant();
        if (options.Type == ForwardType.Relay)
        {
            foreach (var signal in options.Signals.Distinct())
            {
                var of = $"{name}-{signal.ToString().ToLowerInvariant()}";
                var queue = Deliver(of, options, new RelayDestination(options, signal), folder, committed: null, log);
                _relays.Add((signal, new OtlpRelay(_deliveries[^1].Component, queue, _components.Received)));
            }

            return;
        }

        IDestination destination = options.Type == ForwardType.Loki ? new LokiDestination(options, host) : new OtlpLogsDestination(options, host);
        var logs = Deliver(name, options, destination, folder, committed.TryGetValue($"{Folder}/{name}", out var length) ? length : null, log);
        _logs.Add((_deliveries[^1].Component, logs, options));
        _journals.Add(logs);
    }

    private DiskQueue Deliver(string name, ForwardOptions options, IDestination destination, string folder, long? committed, ILogger log)
    {
        var component = $"forward_{name}";
        var queue = new DiskQueue($"{Folder}/{name}", Path.Combine(folder, name), options.QueueBytes, committed, () => _components.Failed(component, Delivery.Damaged));
        _queues.Add(queue);
        _deliveries.Add(new Delivery(component, queue, options, destination, _components, _time, log));
        _components.ShowQueue(component, () => queue.Size, queue.Limit);
        return queue;
    }
}
