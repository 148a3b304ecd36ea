namespace Observe.Agent.Tokens.Prices;

/// <summary>Where a price comes from; a later one goes before an earlier one.</summary>
internal enum PriceOrigin
{
    BuiltIn,
    Imported,
    Configured,
}
