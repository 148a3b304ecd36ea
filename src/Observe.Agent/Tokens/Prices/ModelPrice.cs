using System.IO.Enumeration;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Prices;

/// <summary>One row of a price table, in US dollars for a million tokens.</summary>
internal sealed record ModelPrice
{
    public required PriceOrigin Origin { get; init; }

    /// <summary>The provider's name, with <c>*</c> and <c>?</c> if need be.</summary>
    public required string Provider { get; init; }

    /// <summary>Names of models, with <c>*</c> and <c>?</c>.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    public required decimal Input { get; init; }

    public required decimal Output { get; init; }

    public required decimal CacheRead { get; init; }

    public required decimal CacheWrite { get; init; }

    public required decimal Reasoning { get; init; }

    /// <summary>The first day of the price; null for as long as the model has been there.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day on which somebody looked at the source.</summary>
    public DateOnly? Checked { get; init; }

    public string Source { get; init; } = "";

    public decimal Of(TokenType type) => type switch
    {
        TokenType.Input => Input,
        TokenType.Output => Output,
        TokenType.CacheRead => CacheRead,
        TokenType.CacheWrite => CacheWrite,
        _ => Reasoning,
    };

    /// <summary>Of one token, in millionths of a millionth of a dollar: whole as long as prices have at most six decimals.</summary>
    public Int128 PicoDollars(TokenType type) => (Int128)decimal.Round(Of(type) * 1_000_000m);

    /// <summary>How closely the row names a model: letters of the name that stand in the pattern; -1 when it does not name it.</summary>
    public int Closeness(string provider, string model)
    {
        var closeness = -1;
        if (FileSystemName.MatchesSimpleExpression(Provider, provider))
        {
            foreach (var pattern in Models)
            {
                closeness = Math.Max(closeness, ClosenessOf(pattern, model));
            }
        }

        return closeness;
    }

    /// <summary>Gateways and libraries write <c>models/gemini-2.5-pro</c> and <c>openai/gpt-4o</c>.</summary>
    private static int ClosenessOf(string pattern, string model)
    {
        var name = model.AsSpan(model.LastIndexOf('/') + 1);
        if (!FileSystemName.MatchesSimpleExpression(pattern, model) && !FileSystemName.MatchesSimpleExpression(pattern, name))
        {
            return -1;
        }

        return pattern.AsSpan().ContainsAny('*', '?') ? pattern.Count(c => c is not '*' and not '?') : int.MaxValue;
    }
}
