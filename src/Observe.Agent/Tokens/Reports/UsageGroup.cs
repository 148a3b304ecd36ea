using System.Text.Json;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Reports;

/// <summary>Tokens of one line of a report.</summary>
/// <param name="names">What the line is of: names and values, one or two.</param>
internal sealed class UsageGroup(IReadOnlyList<KeyValuePair<string, string>> names)
{
    private readonly long[] _tokens = new long[Enum.GetValues<TokenType>().Length];

    public IReadOnlyList<KeyValuePair<string, string>> Names => names;

    public long Total => _tokens.Sum();

    /// <summary>Tokens that were counted or split by somebody else than the provider.</summary>
    public long Estimated { get; private set; }

    /// <summary>In US dollars, by the prices of the days on which the tokens were used.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Tokens that are not in <see cref="Cost"/>, because no price is known.</summary>
    public long Unpriced { get; private set; }

    /// <summary>When the first hour of the line began, in Unix milliseconds.</summary>
    public long Earliest { get; private set; } = long.MaxValue;

    public long this[TokenType type] => _tokens[(int)type];

    public void Add(in TokenCount row, ModelPrice? price)
    {
        Earliest = Math.Min(Earliest, row.Hour.Hour);
        _tokens[(int)row.Hour.Type] += row.Tokens;
        Estimated += row.Hour.Estimated ? row.Tokens : 0;
        if (price is null)
        {
            Unpriced += row.Tokens;
        }
        else
        {
            Cost += row.Tokens * price.Of(row.Hour.Type) / 1_000_000m;
        }
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in names)
        {
            json.WriteString(name, value);
        }

        foreach (var type in Enum.GetValues<TokenType>())
        {
            json.WriteNumber(AttributeValues.Of(type), this[type]);
        }

        json.WriteNumber("tokens", Total);
        json.WriteNumber("estimated_tokens", Estimated);
        json.WriteNumber("cost_usd", Cost);
        json.WriteNumber("unpriced_tokens", Unpriced);
        json.WriteEndObject();
    }
}
