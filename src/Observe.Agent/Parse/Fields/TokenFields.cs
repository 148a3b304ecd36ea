using System.Runtime.CompilerServices;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Fields;

/// <summary>The token counts a line gave, each as its key means it, and their split into types that do not overlap.</summary>
internal struct TokenFields
{
    private const int Kinds = (int)TokenKind.ReasoningApart + 1;

    private Counts _counts;
    private int _given;

    public readonly bool Any => _given != 0;

    /// <summary>A count stood inside an object, as in the answer of a provider's API.</summary>
    public bool IsNested { get; private set; }

    public void Reset()
    {
        _given = 0;
        IsNested = false;
    }

    /// <summary>Takes a count; the first of a kind stands. <see cref="TokenKind.Prompt"/> and <see cref="TokenKind.Input"/> are one kind.</summary>
    public void Give(FieldKey key, long count)
    {
        var kind = (TokenKind)key.Detail;
        var bits = 1 << (int)kind;
        if (kind is TokenKind.Prompt or TokenKind.Input)
        {
            bits = (1 << (int)TokenKind.Prompt) | (1 << (int)TokenKind.Input);
        }

        if (count >= 0 && (_given & bits) == 0)
        {
            _given |= 1 << (int)kind;
            IsNested |= key.Strength <= FieldNames.InnerLoss;
            _counts[(int)kind] = count;
        }
    }

    public readonly void Write(ref LogRecord record)
    {
        // The common case first: two counts and nothing to take apart.
        const int split = (1 << (int)TokenKind.Prompt) | (1 << (int)TokenKind.Input) | (1 << (int)TokenKind.Output);
        var input = this[TokenKind.Prompt] + this[TokenKind.Input];
        var output = this[TokenKind.Output];
        if ((_given & ~split) == 0)
        {
            record.InputTokens = input;
            record.OutputTokens = output;
            return;
        }

        if ((_given & ~(1 << (int)TokenKind.Total)) == 0)
        {
            record.OutputTokens = this[TokenKind.Total];
            record.TokensAreTotal = record.OutputTokens > 0;
            return;
        }

        WriteSplit(ref record, input, output);
    }

    private readonly void WriteSplit(ref LogRecord record, long input, long output)
    {
        var total = this[TokenKind.Total];
        var gaveInput = Gave(TokenKind.Prompt) || Gave(TokenKind.Input);
        if (gaveInput && !Gave(TokenKind.Output))
        {
            output = Math.Max(total - input, 0);
        }
        else if (!gaveInput && Gave(TokenKind.Output))
        {
            input = Math.Max(total - output, 0);
        }

        // Both keys for the same cached tokens appear together in some gateways' logs: they are counted once.
        var read = Gave(TokenKind.CachedPart) ? this[TokenKind.CachedPart] : this[TokenKind.CachedApart];
        var written = Gave(TokenKind.WrittenPart) ? this[TokenKind.WrittenPart] : this[TokenKind.WrittenApart];
        var reasoning = Gave(TokenKind.ReasoningPart) ? this[TokenKind.ReasoningPart] : this[TokenKind.ReasoningApart];
        var readInside = Gave(TokenKind.CachedPart) || Gave(TokenKind.Prompt);
        var writtenInside = Gave(TokenKind.WrittenPart) || Gave(TokenKind.Prompt);
        var reasoningInside = Gave(TokenKind.ReasoningPart);

        // The total betrays whether the parts are inside: some vendors use OpenAI's names and report reasoning beside output.
        if (total > 0 && reasoning > 0 && total == input + output + reasoning)
        {
            reasoningInside = false;
        }

        record.InputTokens = Math.Max(input - (readInside ? read : 0) - (writtenInside ? written : 0), 0) + this[TokenKind.ExtraInput];
        record.OutputTokens = Math.Max(output - (reasoningInside ? reasoning : 0), 0);
        record.CacheReadTokens = read;
        record.CacheWriteTokens = written;
        record.ReasoningTokens = reasoning;
    }

    /// <summary>The count given for a kind; what stands in its place is of another line when none was.</summary>
    private readonly long this[TokenKind kind] => Gave(kind) ? _counts[(int)kind] : 0;

    private readonly bool Gave(TokenKind kind) => (_given & (1 << (int)kind)) != 0;

    [InlineArray(Kinds)]
    private struct Counts
    {
        private long _first;
    }
}
