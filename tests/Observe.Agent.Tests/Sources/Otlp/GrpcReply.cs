using System.Net;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>A gRPC answer as it came: HTTP status, the status of gRPC and where it stood, the frames.</summary>
internal sealed record GrpcReply(HttpStatusCode Http, string? Status, bool InTrailers, string? Message, string? Details, string? AcceptEncoding, string? Type, byte[] Body)
{
    public static async Task<GrpcReply> OfAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        var inTrailers = response.TrailingHeaders.Contains("grpc-status");
        return new GrpcReply(
            response.StatusCode, Get("grpc-status"), inTrailers, Get("grpc-message"), Get("grpc-status-details-bin"), Get("grpc-accept-encoding"),
            response.Content.Headers.ContentType?.MediaType, body);

        string? Get(string name) => response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.Single() : null;
    }
}
