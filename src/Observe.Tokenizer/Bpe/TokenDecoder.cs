using System.Buffers;
using System.Text;
using Observe.Tokenizer.Files;

namespace Observe.Tokenizer.Bpe;

/// <summary>From ids back to bytes.</summary>
internal sealed class TokenDecoder
{
    private readonly VocabularySource _source;
    private readonly Dictionary<int, byte[]> _specials;
    private readonly Dictionary<int, int>? _ranks;

    public TokenDecoder(VocabularySource source)
    {
        _source = source;
        _specials = source.SpecialTokens.ToDictionary(token => token.Value, token => Encoding.UTF8.GetBytes(token.Key));
        if (source.Ids is { } ids)
        {
            _ranks = new Dictionary<int, int>(ids.Length);
            for (var rank = 0; rank < ids.Length; rank++)
            {
                _ranks.Add(ids[rank], rank);
            }
        }
    }

    public byte[] Decode(ReadOnlySpan<int> tokens)
    {
        var target = new ArrayBufferWriter<byte>(tokens.Length * 4 + 16);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (Rank(tokens[i]) is { } rank)
            {
                target.Write(_source.Tokens[rank]);
            }
            else if (_specials.TryGetValue(tokens[i], out var special))
            {
                target.Write(special);
            }
            else
            {
                throw new ArgumentException($"Token {tokens[i]} at position {i} is not in {_source.Name}.", nameof(tokens));
            }
        }

        return target.WrittenSpan.ToArray();
    }

    private int? Rank(int id) =>
        _ranks is null ? (uint)id < (uint)_source.Tokens.Count ? id : null : _ranks.TryGetValue(id, out var rank) ? rank : null;
}
