namespace Observe.Agent.Records.Usage;

/// <summary>What tokens are counted by in the ledger.</summary>
/// <param name="Hour">When the hour began, in Unix milliseconds: an hour of the clock in the configured time zone.</param>
/// <param name="Provider">Empty when unknown, like <paramref name="Model"/> and <paramref name="Operation"/>.</param>
internal readonly record struct TokenHour(
    long Hour, string Provider, string Model, string Operation, TokenType Type, TokenOrigin Origin, bool Estimated);
