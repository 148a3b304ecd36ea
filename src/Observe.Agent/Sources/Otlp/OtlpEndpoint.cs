using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Observe.Agent.Sources.Otlp;

/// <summary>The way of a request that both transports share; they differ in how they read and in how they answer.</summary>
internal abstract class OtlpEndpoint(OtlpIntake intake)
{
    protected OtlpIntake Intake => intake;

    public async Task HandleAsync(HttpContext context)
    {
        var began = intake.Time.GetTimestamp();
        var call = Recognise(context.Request);
        var answer = intake.Admit(context.Request.Headers.Authorization)
            ? call.Refusal ?? await TakeAsync(context, call, began)
            : new OtlpAnswer(OtlpResult.Unauthenticated, "the request needs a header 'Authorization: Bearer' with a token of otlp.bearerTokens or otlp.bearerTokenFile");
        intake.Answered(call, answer, began, context.Connection.RemoteIpAddress);
        if (answer.Result == OtlpResult.Canceled)
        {
            context.Abort();
        }
        else
        {
            await AnswerAsync(context.Response, call, answer);
        }
    }

    /// <summary>Reads the head of a request.</summary>
    protected abstract OtlpCall Recognise(HttpRequest request);

    /// <summary>Reads the export request, decompressed and as protobuf, into <paramref name="into"/>.</summary>
    /// <exception cref="RefusedException">There is none that can be taken.</exception>
    protected abstract ValueTask ReadAsync(HttpRequest request, OtlpCall call, PooledBody into, CancellationToken cancellation);

    protected abstract Task AnswerAsync(HttpResponse response, OtlpCall call, OtlpAnswer answer);

    protected PooledBody NewBody() => new(intake.Memory, intake.Options.MaxRequestBytes);

    protected PooledBody NewCompressedBody() => new(intake.Memory, GzipBody.Longest(intake.Options.MaxRequestBytes));

    private async ValueTask<OtlpAnswer> TakeAsync(HttpContext context, OtlpCall call, long began)
    {
        if (!intake.TryBegin())
        {
            return new OtlpAnswer(OtlpResult.Busy, "too many requests are under way (otlp.maxRequests)");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using var body = NewBody();
        try
        {
            limit.CancelAfter(call.Deadline < intake.Options.BodyTimeout ? call.Deadline.Value : intake.Options.BodyTimeout);
            await ReadAsync(context.Request, call, body, limit.Token);
            limit.CancelAfter(Left(call.Deadline, began));
            return OtlpAnswer.Of(await intake.Consumer.ConsumeAsync(call.Signal!.Value, body.Written, limit.Token));
        }
        catch (RefusedException e)
        {
            return e.Answer;
        }
        catch (BadHttpRequestException e)
        {
            return Of(e);
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException || context.RequestAborted.IsCancellationRequested)
        {
            return new OtlpAnswer(OtlpResult.Canceled);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new OtlpAnswer(OtlpResult.Late, string.Create(CultureInfo.InvariantCulture, $"the request was not done after {intake.Time.GetElapsedTime(began).TotalSeconds:0.0} s"));
        }
        catch (Exception e)
        {
            intake.Failed(e);
            return new OtlpAnswer(OtlpResult.Failed, "the agent could not handle the request; its log says why");
        }
        finally
        {
            intake.End();
        }
    }

    private TimeSpan Left(TimeSpan? deadline, long began)
    {
        var left = deadline - intake.Time.GetElapsedTime(began);
        return left is null ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left.Value : TimeSpan.Zero;
    }

    private static OtlpAnswer Of(BadHttpRequestException e) => new(
        e.StatusCode switch
        {
            StatusCodes.Status408RequestTimeout => OtlpResult.Late,
            StatusCodes.Status413PayloadTooLarge => OtlpResult.TooLarge,
            _ => OtlpResult.Malformed,
        },
        e.Message);
}
