namespace Observe.Agent.Records.Usage;

/// <summary>Tokens to add to a row of the ledger.</summary>
/// <param name="At">When they were used, in Unix milliseconds: to the minute when that is not long ago, else to the hour.</param>
internal readonly record struct TokenDelta(TokenHour Hour, long At, long Tokens);
