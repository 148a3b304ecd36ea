namespace Observe.Instrumentation.Delivery;

/// <summary>What a request came to.</summary>
/// <param name="Kind">Whether it was taken.</param>
/// <param name="Rejected">Records of a taken request that were not.</param>
/// <param name="RetryAfter">When to try again, if the agent said so.</param>
internal readonly record struct OtlpOutcome(OtlpOutcomeKind Kind, long Rejected = 0, TimeSpan? RetryAfter = null);
