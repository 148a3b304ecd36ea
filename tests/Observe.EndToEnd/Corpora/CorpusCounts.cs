namespace Observe.EndToEnd.Corpora;

/// <summary>What a corpus holds, counted while it is made: what a reader has to find.</summary>
internal sealed class CorpusCounts
{
    public long Lines { get; private set; }

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// <summary>Lines by level and by provider, under the names the agent gives them.</summary>
    public SortedDictionary<string, long> Levels { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Providers { get; } = new(StringComparer.Ordinal);

    /// <summary>Tokens of both kinds by provider.</summary>
    public SortedDictionary<string, long> TokensByProvider { get; } = new(StringComparer.Ordinal);

    public void Add(string level, string provider, int input, int output)
    {
        Lines++;
        InputTokens += input;
        OutputTokens += output;
        Levels[level] = Levels.GetValueOrDefault(level) + 1;
        Providers[provider] = Providers.GetValueOrDefault(provider) + 1;
        TokensByProvider[provider] = TokensByProvider.GetValueOrDefault(provider) + input + output;
    }
}
