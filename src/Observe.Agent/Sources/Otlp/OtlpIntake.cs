using Microsoft.Extensions.Logging;
using Observe.Agent.Listen;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>What the endpoints share: who may push, how much at a time, who takes it, and who is told of it. Thread-safe.</summary>
internal sealed partial class OtlpIntake
{
    private static readonly TimeSpan ToldEvery = TimeSpan.FromMinutes(1);

    private readonly BearerTokens _tokens;
    private readonly OtlpAnswered _answered;
    private readonly ILogger _log;
    private readonly long[] _told = new long[Enum.GetValues<OtlpResult>().Length];
    private int _underWay;

    /// <exception cref="ListenException">The file with tokens cannot be used.</exception>
    public OtlpIntake(OtlpOptions options, IOtlpConsumer consumer, OtlpAnswered answered, ILogger log, TimeProvider time)
    {
        (Options, Consumer, Time, _answered, _log) = (options, consumer, time, answered, log);
        _tokens = new BearerTokens(options, log, time);
        Memory = new BodyMemory(options.MaxBodyMemoryBytes);
    }

    public OtlpOptions Options { get; }

    public IOtlpConsumer Consumer { get; }

    public TimeProvider Time { get; }

    public BodyMemory Memory { get; }

    public bool Admit(Microsoft.Extensions.Primitives.StringValues authorization) => _tokens.Admit(authorization);

    /// <summary>Begins with a request; false when too many are under way.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _underWay) <= Options.MaxRequests)
        {
            return true;
        }

        End();
        return false;
    }

    public void End() => Interlocked.Decrement(ref _underWay);

    public void Answered(OtlpCall call, OtlpAnswer answer, long began, System.Net.IPAddress? client)
    {
        _answered(OtlpLabels.Of(call.Signal), OtlpLabels.Of(call.Protocol), answer.Result.Label(), Time.GetElapsedTime(began));
        if (!answer.IsTaken && answer.Result != OtlpResult.Canceled && IsToBeTold(answer.Result))
        {
            LogRefused(_log, answer.Result.Label(), client, OtlpLabels.Of(call.Protocol), OtlpLabels.Of(call.Signal), answer.Message);
        }
    }

    public void Failed(Exception e)
    {
        if (IsToBeTold(OtlpResult.Failed))
        {
            LogFailed(_log, e);
        }
    }

    /// <summary>The log tells of each kind once a minute; the metric has them all.</summary>
    private bool IsToBeTold(OtlpResult result)
    {
        ref var last = ref _told[(int)result];
        var was = Volatile.Read(ref last);
        var now = Time.GetTimestamp();
        return (was == 0 || Time.GetElapsedTime(was, now) >= ToldEvery) && Interlocked.CompareExchange(ref last, now, was) == was;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused ({Outcome}) a request of {Client} ({Protocol}, {Signal}): {Reason}. More of the kind within a minute are only counted")]
    private static partial void LogRefused(ILogger log, string outcome, System.Net.IPAddress? client, string protocol, string signal, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "An OTLP request could not be handled. Please report this")]
    private static partial void LogFailed(ILogger log, Exception e);
}
