namespace Observe.Agent.Sources.Otlp;

/// <summary>How a request came.</summary>
internal enum OtlpProtocol
{
    Grpc,
    HttpProtobuf,
    HttpJson,

    /// <summary>Over HTTP, but neither as protobuf nor as JSON.</summary>
    Http,
}
