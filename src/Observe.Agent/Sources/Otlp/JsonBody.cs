using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Json;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Requests in the JSON mapping, made into protobuf.</summary>
internal static class JsonBody
{
    /// <exception cref="RefusedException">It is no such JSON, or there is no room for it.</exception>
    public static void Transcode(OtlpSignal signal, PooledBody json, PooledBody into, BodyMemory memory)
    {
        // The rewriter has a buffer of its own, about as large as the text.
        memory.Take(json.Length);
        try
        {
            if (!OtlpJson.TryToProtobuf(signal, json.Written.Span, into, out var fault))
            {
                throw new RefusedException(OtlpResult.Malformed, fault);
            }
        }
        finally
        {
            memory.Give(json.Length);
        }
    }
}
