using System.Buffers;
using System.Text;

namespace Observe.Tokenizer.Text;

/// <summary>Finds special tokens in text; of two that start at one place the longer one wins.</summary>
internal sealed class SpecialTokenFinder
{
    private readonly (byte[] Text, int Id)[] _tokens;
    private readonly SearchValues<byte> _firstBytes;

    public SpecialTokenFinder(IReadOnlyDictionary<string, int> tokens)
    {
        _tokens = [.. tokens.Select(token => (Text: Encoding.UTF8.GetBytes(token.Key), token.Value)).OrderByDescending(token => token.Text.Length)];
        _firstBytes = SearchValues.Create([.. _tokens.Select(token => token.Text[0]).Distinct()]);
    }

    /// <summary>Where the next special token starts, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text, out int id, out int length)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(_firstBytes);
            if (next < 0)
            {
                break;
            }

            at += next;
            foreach (var token in _tokens)
            {
                if (text[at..].StartsWith(token.Text))
                {
                    (id, length) = (token.Id, token.Text.Length);
                    return at;
                }
            }
        }

        (id, length) = (0, 0);
        return -1;
    }
}
