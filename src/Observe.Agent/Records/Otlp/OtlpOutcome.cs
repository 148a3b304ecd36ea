namespace Observe.Agent.Records.Otlp;

/// <summary>What became of an export request.</summary>
/// <param name="Status">Whether it was taken.</param>
/// <param name="Rejected">Points, records or spans of a taken request that were not; more than 0 makes it a partial success.</param>
/// <param name="Message">Why something was rejected, or a warning about a request that was taken whole; empty when there is nothing to say.</param>
internal readonly record struct OtlpOutcome(OtlpStatus Status, long Rejected = 0, string Message = "")
{
    public static OtlpOutcome Accepted => new(OtlpStatus.Accepted);

    /// <summary>The bytes are no such request; sending it again is of no use.</summary>
    public static OtlpOutcome Malformed(string message) => new(OtlpStatus.Malformed, 0, message);

    /// <summary>Nothing of it was taken now; the client may send it again.</summary>
    public static OtlpOutcome Busy(string message) => new(OtlpStatus.Busy, 0, message);
}
