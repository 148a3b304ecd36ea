using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Ledger;

/// <summary>What a <see cref="TokenAccount"/> is of. A type of its own, because look-ups by tuples are compiled anew at every start.</summary>
internal readonly record struct AccountName(string Provider, string Model, string Operation, TokenOrigin Origin);
