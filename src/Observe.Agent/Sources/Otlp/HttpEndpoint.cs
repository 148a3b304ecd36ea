using System.Globalization;
using Microsoft.AspNetCore.Http;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>OTLP over HTTP: <c>POST /v1/metrics</c>, <c>/v1/logs</c> and <c>/v1/traces</c>, as protobuf or JSON.</summary>
internal sealed class HttpEndpoint(OtlpIntake intake) : OtlpEndpoint(intake)
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    protected override OtlpCall Recognise(HttpRequest request)
    {
        var protocol = ProtocolOf(request.ContentType);
        OtlpSignal? signal = request.Path.Value switch
        {
            "/v1/metrics" => OtlpSignal.Metrics,
            "/v1/logs" => OtlpSignal.Logs,
            "/v1/traces" => OtlpSignal.Traces,
            _ => null,
        };
        if (signal is null)
        {
            return Refused(OtlpResult.UnknownPath, "not found; there is /v1/metrics, /v1/logs and /v1/traces");
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return Refused(OtlpResult.WrongMethod, "use POST");
        }

        if (protocol == OtlpProtocol.Http)
        {
            return Refused(OtlpResult.WrongType, $"unknown content type; known are {ProtobufType} and {JsonType}");
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        var isGzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        return isGzip || encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? new OtlpCall(protocol, signal, isGzip)
            : Refused(OtlpResult.WrongEncoding, "unknown content encoding; known are gzip and identity");

        OtlpCall Refused(OtlpResult result, string why) => new(protocol, signal, Refusal: new OtlpAnswer(result, why));
    }

    protected override async ValueTask ReadAsync(HttpRequest request, OtlpCall call, PooledBody into, CancellationToken cancellation)
    {
        if (call is { IsGzip: false, Protocol: OtlpProtocol.HttpProtobuf })
        {
            await into.ReadAllAsync(request.Body, request.ContentLength, cancellation);
            return;
        }

        using var received = call.IsGzip ? NewCompressedBody() : NewBody();
        await received.ReadAllAsync(request.Body, request.ContentLength, cancellation);
        if (call.Protocol == OtlpProtocol.HttpProtobuf)
        {
            GzipBody.Inflate(received, into);
        }
        else if (!call.IsGzip)
        {
            JsonBody.Transcode(call.Signal!.Value, received, into, Intake.Memory);
        }
        else
        {
            using var json = NewBody();
            GzipBody.Inflate(received, json);
            JsonBody.Transcode(call.Signal!.Value, json, into, Intake.Memory);
        }
    }

    protected override Task AnswerAsync(HttpResponse response, OtlpCall call, OtlpAnswer answer)
    {
        response.StatusCode = answer.Result.HttpStatus();
        switch (answer.Result)
        {
            case OtlpResult.WrongMethod:
                response.Headers.Allow = HttpMethods.Post;
                break;
            case OtlpResult.WrongEncoding:
                response.Headers.AcceptEncoding = "gzip, identity";
                break;
            case OtlpResult.Unauthenticated:
                response.Headers.WWWAuthenticate = "Bearer";
                break;
            case OtlpResult.Busy:
                response.Headers.RetryAfter = OtlpAnswer.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                break;
        }

        var (type, body) = call.Protocol switch
        {
            OtlpProtocol.HttpProtobuf => (ProtobufType, AnswerMessage.AsProtobuf(answer)),
            OtlpProtocol.HttpJson => (JsonType, AnswerMessage.AsJson(call.Signal, answer)),
            _ => ("text/plain; charset=utf-8", AnswerMessage.AsText(answer)),
        };
        response.ContentType = type;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }

    private static OtlpProtocol ProtocolOf(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals(ProtobufType, StringComparison.OrdinalIgnoreCase) ? OtlpProtocol.HttpProtobuf
            : type.Equals(JsonType, StringComparison.OrdinalIgnoreCase) ? OtlpProtocol.HttpJson
            : OtlpProtocol.Http;
    }
}
