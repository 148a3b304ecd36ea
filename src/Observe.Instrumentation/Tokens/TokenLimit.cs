namespace Observe.Instrumentation.Tokens;

/// <summary>How many tokens may be used in a period, as far as this process knows.</summary>
/// <param name="Name">The limit's name, unique; 1 to 64 characters.</param>
/// <param name="Tokens">Tokens, input and output together; 1 or more.</param>
/// <param name="Period">The period.</param>
/// <param name="Model">The model that it holds for; all models when null.</param>
public sealed record TokenLimit(string Name, long Tokens, TokenPeriod Period, string? Model = null);
