using Observe.Agent.Records;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Ledger;

/// <summary>Tokens that were counted since the last commit, of one account in one span of time within one hour.</summary>
internal sealed class TokenBucket(TokenAccount account, TokenCalendar.Span span, long hour)
{
    public const int Types = 5;

    /// <summary>By type, first what was reported, then what was estimated.</summary>
    private readonly long[] _tokens = new long[Types * 2];

    private bool _isChanged;

    public TokenAccount Account => account;

    public long Start { get; } = span.Start;

    public long End { get; } = span.End;

    /// <summary>When the hour began that the span is in.</summary>
    public long Hour => hour;

    public void Add(in LogRecord record, List<TokenBucket> changed)
    {
        MarkChanged(changed);
        _tokens[(int)TokenType.Input] += record.InputTokens;

        // A total cannot be split; it stands as output, the dearer type, and says that this is an estimate.
        _tokens[(int)TokenType.Output + (record.TokensAreTotal ? Types : 0)] += record.OutputTokens;
        _tokens[(int)TokenType.CacheRead] += record.CacheReadTokens;
        _tokens[(int)TokenType.CacheWrite] += record.CacheWriteTokens;
        _tokens[(int)TokenType.Reasoning] += record.ReasoningTokens;
    }

    public void Add(in TokenUsage usage, List<TokenBucket> changed)
    {
        MarkChanged(changed);
        var tokens = _tokens.AsSpan(usage.Estimated ? Types : 0, Types);
        tokens[(int)TokenType.Input] += Math.Max(usage.Input, 0);
        tokens[(int)TokenType.Output] += Math.Max(usage.Output, 0);
        tokens[(int)TokenType.CacheRead] += Math.Max(usage.CacheRead, 0);
        tokens[(int)TokenType.CacheWrite] += Math.Max(usage.CacheWrite, 0);
        tokens[(int)TokenType.Reasoning] += Math.Max(usage.Reasoning, 0);
    }

    /// <summary>The count of a cell (a type as reported, then a type as estimated), which begins anew.</summary>
    public long Take(int cell)
    {
        _isChanged = false;
        var tokens = _tokens[cell];
        _tokens[cell] = 0;
        return tokens;
    }

    private void MarkChanged(List<TokenBucket> changed)
    {
        if (!_isChanged)
        {
            _isChanged = true;
            changed.Add(this);
        }
    }
}
