namespace Observe.Instrumentation.Events;

/// <summary>What a call used.</summary>
/// <param name="InputTokens">Input tokens.</param>
/// <param name="OutputTokens">Output tokens.</param>
/// <param name="IsEstimated">Whether a part was counted with another model's vocabulary.</param>
public readonly record struct AiUsage(long InputTokens, long OutputTokens, bool IsEstimated);
