using System.Buffers;
using System.Net;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Forward.Destinations;

/// <summary>
/// OTLP requests as they came. Several go as one, one behind the other: to protobuf that is the same as one request with the
/// resources of all.
/// </summary>
internal sealed class RelayDestination(ForwardOptions options, OtlpSignal signal) : IDestination
{
    public Uri Address { get; } = EndpointAddress.Of(options.Endpoint, signal switch
    {
        OtlpSignal.Metrics => "/v1/metrics",
        OtlpSignal.Logs => "/v1/logs",
        _ => "/v1/traces",
    });

    public string ContentType => OtlpAnswers.ContentType;

    public bool Refuses(HttpStatusCode status) => OtlpAnswers.Refuses(status);

    public long Rejected(ReadOnlySpan<byte> answer) => OtlpAnswers.Rejected(answer);

    /// <summary>Counted are requests: what is in them is not looked at.</summary>
    public int Encode(QueueBatch batch, IBufferWriter<byte> body)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            body.Write(batch[i]);
        }

        return batch.Count;
    }
}
