using System.Buffers.Binary;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>
/// OTLP over gRPC: three unary methods, each one frame in and one frame out. A frame is a flag for compression, four bytes of
/// length, and the message.
/// </summary>
internal sealed class GrpcEndpoint(OtlpIntake intake) : OtlpEndpoint(intake)
{
    private const int FrameHeadBytes = 5;
    private const string AcceptedEncodings = "gzip,identity";

    private static readonly byte[] EmptyFrame = new byte[FrameHeadBytes];

    protected override OtlpCall Recognise(HttpRequest request)
    {
        OtlpSignal? signal = request.Path.Value switch
        {
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" => OtlpSignal.Metrics,
            "/opentelemetry.proto.collector.logs.v1.LogsService/Export" => OtlpSignal.Logs,
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export" => OtlpSignal.Traces,
            _ => null,
        };
        if (!IsGrpc(request.ContentType))
        {
            return Refused(OtlpResult.WrongType, "this is gRPC, with the content type application/grpc; OTLP over HTTP has a port of its own");
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return Refused(OtlpResult.WrongMethod, "use POST");
        }

        if (signal is null)
        {
            return Refused(OtlpResult.UnknownPath, "no such method; there is Export of MetricsService, LogsService and TraceService of opentelemetry.proto.collector");
        }

        var encoding = request.Headers["grpc-encoding"].ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return Refused(OtlpResult.WrongEncoding, "unknown grpc-encoding; known are gzip and identity");
        }

        var timeout = request.Headers["grpc-timeout"].ToString();
        TimeSpan deadline = default;
        return timeout.Length == 0 || GrpcTimeout.TryParse(timeout, out deadline)
            ? new OtlpCall(OtlpProtocol.Grpc, signal, encoding == "gzip", timeout.Length == 0 ? null : deadline)
            : Refused(OtlpResult.BadFrame, "grpc-timeout is not one to eight digits and a unit");

        OtlpCall Refused(OtlpResult result, string why) => new(OtlpProtocol.Grpc, signal, Refusal: new OtlpAnswer(result, why));
    }

    protected override async ValueTask ReadAsync(HttpRequest request, OtlpCall call, PooledBody into, CancellationToken cancellation)
    {
        var (isCompressed, length) = await ReadHeadAsync(request.Body, cancellation);
        if (isCompressed && !call.IsGzip)
        {
            throw new RefusedException(OtlpResult.BadFrame, "the message is said to be compressed, but there is no grpc-encoding");
        }

        if (!isCompressed)
        {
            await ReadMessageAsync(request.Body, length, into, cancellation);
            return;
        }

        using var compressed = NewCompressedBody();
        await ReadMessageAsync(request.Body, length, compressed, cancellation);
        GzipBody.Inflate(compressed, into);
    }

    protected override Task AnswerAsync(HttpResponse response, OtlpCall call, OtlpAnswer answer)
    {
        if (answer.Result is OtlpResult.WrongType or OtlpResult.WrongMethod)
        {
            return AnswerOtherThanGrpcAsync(response, answer);
        }

        response.ContentType = "application/grpc";
        if (answer.IsTaken)
        {
            return AnswerTakenAsync(response, answer);
        }

        var status = answer.Result.GrpcStatus().ToString(CultureInfo.InvariantCulture);
        var message = GrpcMessage.Escape(answer.Message);
        if (answer.Result == OtlpResult.Busy)
        {
            // The exporter of .NET looks for the pause in real trailers alone, and wants the padding that gRPC does without.
            response.AppendTrailer("grpc-status", status);
            response.AppendTrailer("grpc-message", message);
            response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(AnswerMessage.StatusWithPause(answer)));
            return response.StartAsync();
        }

        // Headers alone, which are then trailers as well: so a client has the status before it looks for a message.
        response.Headers["grpc-status"] = status;
        response.Headers["grpc-message"] = message;
        if (answer.Result == OtlpResult.WrongEncoding)
        {
            response.Headers["grpc-accept-encoding"] = AcceptedEncodings;
        }

        return Task.CompletedTask;
    }

    private static async Task AnswerTakenAsync(HttpResponse response, OtlpAnswer answer)
    {
        var message = AnswerMessage.AsProtobuf(answer);
        if (message.Length == 0)
        {
            await response.Body.WriteAsync(EmptyFrame);
        }
        else
        {
            var frame = new byte[FrameHeadBytes + message.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
            message.CopyTo(frame, FrameHeadBytes);
            await response.Body.WriteAsync(frame);
        }

        response.AppendTrailer("grpc-status", "0");
    }

    private static Task AnswerOtherThanGrpcAsync(HttpResponse response, OtlpAnswer answer)
    {
        response.StatusCode = answer.Result.HttpStatus();
        if (answer.Result == OtlpResult.WrongMethod)
        {
            response.Headers.Allow = HttpMethods.Post;
        }

        response.ContentType = "text/plain; charset=utf-8";
        return response.Body.WriteAsync(AnswerMessage.AsText(answer)).AsTask();
    }

    private static bool IsGrpc(string? contentType)
    {
        const string grpc = "application/grpc";
        if (contentType is null || !contentType.StartsWith(grpc, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = contentType.AsSpan(grpc.Length);
        return rest.IsEmpty || rest[0] == ';' || rest.Equals("+proto", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("+proto;", StringComparison.OrdinalIgnoreCase);
    }

    private async ValueTask<(bool IsCompressed, int Length)> ReadHeadAsync(Stream body, CancellationToken cancellation)
    {
        using var head = new PooledBody(Intake.Memory, FrameHeadBytes);
        if (!await head.ReadExactlyAsync(body, FrameHeadBytes, cancellation))
        {
            throw new RefusedException(OtlpResult.BadFrame, "there is no whole message in the request");
        }

        var bytes = head.Written.Span;
        if (bytes[0] > 1)
        {
            throw new RefusedException(OtlpResult.BadFrame, "a message begins with the flag 0 or 1");
        }

        return (bytes[0] == 1, (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]), int.MaxValue));
    }

    private static async ValueTask ReadMessageAsync(Stream body, int length, PooledBody into, CancellationToken cancellation)
    {
        if (!await into.ReadExactlyAsync(body, length, cancellation))
        {
            throw new RefusedException(OtlpResult.BadFrame, "the message is shorter than it says");
        }

        if (await body.ReadAsync(new byte[1], cancellation) != 0)
        {
            throw new RefusedException(OtlpResult.BadFrame, "there is more than one message in the request");
        }
    }
}
