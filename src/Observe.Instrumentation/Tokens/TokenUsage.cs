namespace Observe.Instrumentation.Tokens;

/// <summary>What was used of a model since the start.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model.</param>
/// <param name="Calls">Calls.</param>
/// <param name="InputTokens">Input tokens, cached ones included.</param>
/// <param name="OutputTokens">Output tokens, reasoning included.</param>
/// <param name="EstimatedTokens">How many of both were counted with another model's vocabulary.</param>
public sealed record TokenUsage(string Provider, string Model, long Calls, long InputTokens, long OutputTokens, long EstimatedTokens);
