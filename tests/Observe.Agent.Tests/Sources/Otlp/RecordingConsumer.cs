using System.Collections.Concurrent;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>Keeps what it is given and answers as it is told.</summary>
internal sealed class RecordingConsumer : IOtlpConsumer
{
    private readonly ConcurrentQueue<(OtlpSignal Signal, byte[] Request)> _received = new();

    public IReadOnlyList<(OtlpSignal Signal, byte[] Request)> Received => [.. _received];

    public Func<CancellationToken, ValueTask<OtlpOutcome>> Answer { get; set; } = _ => ValueTask.FromResult(OtlpOutcome.Accepted);

    public bool Keeps { get; set; } = true;

    public ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (Keeps)
        {
            _received.Enqueue((signal, request.ToArray()));
        }

        return Answer(cancellation);
    }
}
