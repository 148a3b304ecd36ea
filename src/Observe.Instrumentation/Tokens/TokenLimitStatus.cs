namespace Observe.Instrumentation.Tokens;

/// <summary>How a limit stands.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Used">Tokens used in this period.</param>
/// <param name="Remaining">Tokens left, 0 or more.</param>
/// <param name="IsExceeded">Whether more than the limit was used.</param>
/// <param name="ResetsAt">When the next period begins, UTC.</param>
public sealed record TokenLimitStatus(TokenLimit Limit, long Used, long Remaining, bool IsExceeded, DateTimeOffset ResetsAt);
