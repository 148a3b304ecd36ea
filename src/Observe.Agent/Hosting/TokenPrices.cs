using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Hosting;

/// <summary>The prices in force: the built-in ones, those imported, and before them the user's own.</summary>
internal static class TokenPrices
{
    /// <exception cref="StartupException">A file of prices cannot be used.</exception>
    public static PriceTable Of(AgentOptions options)
    {
        try
        {
            // Faults of the user's files are told at once; the built-in ones wait until somebody asks for a price.
            IReadOnlyList<ModelPrice> given =
            [
                .. ImportedPrices.Read(options.Data),
                .. options.Tokens.Prices is { } path ? PriceFile.Read(path, PriceOrigin.Configured) : [],
            ];
            return new PriceTable(() => [.. PriceFile.BuiltIn(), .. given]);
        }
        catch (PriceFileException e)
        {
            throw new StartupException(e.Message, e);
        }
    }
}
