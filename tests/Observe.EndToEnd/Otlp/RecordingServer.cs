using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Listen;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Sources.Otlp;

namespace Observe.EndToEnd.Otlp;

/// <summary>The agent's OTLP endpoints with a consumer that keeps what it is given, valid requests alone.</summary>
internal sealed class RecordingServer : IOtlpConsumer, IAsyncDisposable
{
    private readonly ConcurrentQueue<(OtlpSignal Signal, byte[] Request)> _received = new();
    private readonly ConcurrentQueue<(string Signal, string Protocol, string Outcome)> _answered = new();
    private OtlpServer _server = null!;

    /// <summary>What the next requests are answered; all after them are accepted.</summary>
    public ConcurrentQueue<OtlpOutcome> Answers { get; } = new();

    public bool Keeps { get; init; } = true;

    public Uri Grpc => _server.Grpc!;

    public Uri Http => _server.Http!;

    public IReadOnlyList<(OtlpSignal Signal, byte[] Request)> Received => [.. _received];

    /// <summary>How requests came and what they were answered.</summary>
    public IReadOnlyList<(string Signal, string Protocol, string Outcome)> Answered => [.. _answered];

    /// <summary>What was received of a signal, one line an item: app, scope and name or text.</summary>
    public IReadOnlyList<string> Items(OtlpSignal signal) =>
        [.. Received.Where(r => r.Signal == signal).SelectMany(r => ItemsOf(signal, r.Request)).Order(StringComparer.Ordinal)];

    public static async Task<RecordingServer> StartAsync(bool keeps = true)
    {
        var recording = new RecordingServer { Keeps = keeps };
        var options = new OtlpOptions { Grpc = new ListenAddress("127.0.0.1", 0), Http = new ListenAddress("127.0.0.1", 0) };
        recording._server = await OtlpServer.StartAsync(
            options, _ => false, recording, (signal, protocol, outcome, _) => recording._answered.Enqueue((signal, protocol, outcome)), NullLoggerFactory.Instance, TimeProvider.System, default);
        return recording;
    }

    public ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (!OtlpValidation.IsRequest(signal, request.Span, out var fault))
        {
            return ValueTask.FromResult(OtlpOutcome.Malformed(fault));
        }

        if (Keeps)
        {
            _received.Enqueue((signal, request.ToArray()));
        }

        return ValueTask.FromResult(Answers.TryDequeue(out var answer) ? answer : OtlpOutcome.Accepted);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static List<string> ItemsOf(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        var items = new List<string>();
        foreach (var message in OtlpResourceGroup.Of(request))
        {
            var resource = new OtlpResourceGroup(message);
            var app = resource.Attributes.TryGet("service.name"u8, out var name) ? Encoding.UTF8.GetString(name.Bytes) : "";
            foreach (var scopeMessage in resource.Scopes)
            {
                var group = new OtlpScopeGroup(scopeMessage);
                var scope = Encoding.UTF8.GetString(new OtlpScope(group.Scope).Name);
                foreach (var item in group.Items)
                {
                    items.AddRange(Describe(signal, item).Select(what => $"{app} {scope} {what}"));
                }
            }
        }

        return items;
    }

    private static List<string> Describe(OtlpSignal signal, ReadOnlySpan<byte> item)
    {
        if (signal == OtlpSignal.Logs)
        {
            return [Encoding.UTF8.GetString(new OtlpLogRecord(item).Body.Bytes)];
        }

        if (signal == OtlpSignal.Traces)
        {
            return [Encoding.UTF8.GetString(new OtlpSpan(item).Name)];
        }

        var metric = new OtlpMetric(item);
        var points = new List<string>();
        foreach (var message in metric.Points)
        {
            var point = new OtlpNumberPoint(message);
            point.Attributes.TryGet("model"u8, out var model);
            points.Add($"{Encoding.UTF8.GetString(metric.Name)} {Encoding.UTF8.GetString(model.Bytes)}={point.Double}");
        }

        return points;
    }
}
