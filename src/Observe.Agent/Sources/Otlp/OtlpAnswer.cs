using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>An answer, before it is put into the words of a transport.</summary>
internal readonly record struct OtlpAnswer(OtlpResult Result, string Message = "", long Rejected = 0)
{
    /// <summary>How long a client is asked to wait before it sends again what nobody could take now.</summary>
    public const int RetryAfterSeconds = 1;

    /// <summary>Whether the request was taken, at least in part.</summary>
    public bool IsTaken => Result is OtlpResult.Accepted or OtlpResult.Partial;

    public static OtlpAnswer Of(OtlpOutcome outcome) => new(
        outcome.Status switch
        {
            OtlpStatus.Accepted when outcome.Rejected > 0 => OtlpResult.Partial,
            OtlpStatus.Accepted => OtlpResult.Accepted,
            OtlpStatus.Malformed => OtlpResult.Malformed,
            _ => OtlpResult.Busy,
        },
        outcome.Message,
        outcome.Rejected);
}
