using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tests.Tokens.Model;

/// <summary>One use of tokens, kept as it happened. Nothing is added up before it is asked for.</summary>
/// <param name="Clock">What the clock of the time zone showed.</param>
internal sealed record NaiveUsage(DateTimeOffset Clock, string Provider, string Model, string Operation, TokenType Type, TokenOrigin Origin, bool Estimated, long Tokens)
{
    /// <summary>An hour of the clock: where it comes twice, the offset tells which.</summary>
    public string Hour => HourOf(Clock);

    public string Row => $"{Hour} {Provider} {Model} {Operation} {Type} {Origin} {Estimated}";

    public string Series => $"{Provider} {Model} {Type} {Origin} {Estimated}";

    public static string HourOf(DateTimeOffset clock) => $"{clock:yyyy-MM-dd HH zzz}";

    /// <summary>Tokens by some name, those of nothing left out.</summary>
    public static SortedDictionary<string, long> Sum(IEnumerable<NaiveUsage> all, Func<NaiveUsage, string> by) =>
        new(all.GroupBy(by, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(u => u.Tokens), StringComparer.Ordinal), StringComparer.Ordinal);
}
