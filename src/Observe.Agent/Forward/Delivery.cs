using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Agent.Forward.Destinations;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Metrics;
using Polly;

namespace Observe.Agent.Forward;

/// <summary>
/// Brings what is in a queue to its destination, at least once: a batch is acknowledged when the peer took it or refused it.
/// </summary>
internal sealed partial class Delivery : IDisposable
{
    /// <summary>A queue's frame that cannot be read, or is of a newer version.</summary>
    public const string Damaged = "damaged";

    /// <summary>The faults that every destination can have, whatever else it answers.</summary>
    public static readonly string[] Reasons = ["connection", "timeout", "http_429", "http_503", Damaged];

    private const int ShownBytes = 300;

    private readonly DiskQueue _queue;
    private readonly ForwardOptions _options;
    private readonly IDestination _destination;
    private readonly ComponentMetrics _components;
    private readonly ILogger _log;
    private readonly PeerClient _peer;
    private readonly ResiliencePipeline<Answer> _retrying;
    private readonly MemoryStream _compressed = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private ArrayBufferWriter<byte> _body = new();
    private bool _failing;

    public Delivery(string component, DiskQueue queue, ForwardOptions options, IDestination destination, ComponentMetrics components, TimeProvider time, ILogger log)
    {
        Component = component;
        _queue = queue;
        _options = options;
        _destination = destination;
        _components = components;
        _log = log;
        _peer = new PeerClient(options, destination.Address, destination.ContentType, time);
        _retrying = Retrying.Create(options, destination, time, Failed);
    }

    /// <summary>The name of this destination in metrics.</summary>
    public string Component { get; }

    /// <summary>Delivers until cancelled; what is under way then is sent again by the next start.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var batch = new QueueBatch();
        while (true)
        {
            await _queue.ReadAsync(batch, _options.BatchBytes, cancellation);
            await SendAsync(batch, cancellation);
            _queue.Acknowledge(batch.End);
        }
    }

    public void Dispose() => _peer.Dispose();

    private async Task SendAsync(QueueBatch batch, CancellationToken cancellation)
    {
        _body.ResetWrittenCount();
        var records = _destination.Encode(batch, _body);
        if (records == 0)
        {
            _components.Failed(Component, Damaged);
            return;
        }

        var compressed = PeerClient.Compress(_body.WrittenSpan, _compressed);
        if (_body.Capacity > 8L * _options.BatchBytes)
        {
            // One large item must not hold its memory for ever.
            _body = new ArrayBufferWriter<byte>();
        }

        var answer = await _retrying.ExecuteAsync(static (state, token) => state._peer.PostAsync(state.compressed, token), (_peer, compressed), cancellation);
        if (!answer.IsAccepted)
        {
            Drop(answer, records);
            return;
        }

        var rejected = _destination.Rejected(answer.Body.Span);
        if (rejected > 0)
        {
            _components.Dropped(Component, "rejected", rejected);
            Tell("rejected", () => LogRejected(Component, rejected, Shown(answer)));
        }

        _components.Sent(Component, records);
        if (_failing)
        {
            _failing = false;
            LogRecovered(Component);
        }
    }

    private void Drop(Answer answer, int records)
    {
        _components.Dropped(Component, answer.Reason, records);
        Tell(answer.Reason, () => LogDropped(Component, _destination.Address.Host, (int)answer.Status, records, Shown(answer)));
    }

    private void Failed(Outcome<Answer> outcome)
    {
        var reason = Retrying.Reason(outcome);
        _components.Failed(Component, reason);
        if (!_failing)
        {
            _failing = true;
            LogFailing(Component, _destination.Address.Host, outcome.Result is { } answer ? $"{(int)answer.Status} {Shown(answer)}" : outcome.Exception!.Message);
        }
    }

    /// <summary>Each reason is told once; the metric counts the rest.</summary>
    private void Tell(string reason, Action tell)
    {
        if (_told.Add(reason))
        {
            tell();
        }
    }

    private static string Shown(Answer answer) => Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, ShownBytes)]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Component}: {Host} does not take what is sent, it waits on the disk and is sent again: {Reason}")]
    private partial void LogFailing(string component, string host, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Component}: sending works again; nothing was lost")]
    private partial void LogRecovered(string component);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Component}: {Host} refused {Count} records for good with {Status}, they are dropped; further ones are only counted: {Answer}")]
    private partial void LogDropped(string component, string host, int status, int count, string answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Component}: the peer rejected {Count} records of a request; further ones are only counted: {Answer}")]
    private partial void LogRejected(string component, long count, string answer);
}
