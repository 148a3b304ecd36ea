namespace Observe.Agent.Records.Usage;

/// <summary>Tokens of one row of the ledger.</summary>
internal readonly record struct TokenCount(TokenHour Hour, long Tokens);
