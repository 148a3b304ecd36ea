namespace Observe.Tokenizer.Bpe;

/// <summary>Everything that merging needs, read-only and shared by all threads.</summary>
internal sealed class Vocabulary
{
    private readonly int[] _longestPrefix;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>>? _wholePieces;

    /// <param name="tokens">All tokens.</param>
    /// <param name="wholePieces">Whether a token that no merge makes still stands for a piece of exactly its bytes.</param>
    public Vocabulary(TokenTable tokens, bool wholePieces)
    {
        Tokens = tokens;
        _longestPrefix = new int[tokens.Count];
        Trie = new TokenTrie(tokens, _longestPrefix);
        Merges = new MergeTable(tokens);
        _wholePieces = wholePieces ? WholePieces(tokens) : null;
    }

    public TokenTable Tokens { get; }

    public TokenTrie Trie { get; }

    public MergeTable Merges { get; }

    /// <summary>The longest token that is a true prefix of this one, or <see cref="TokenTrie.None"/>.</summary>
    public int LongestPrefix(int rank) => _longestPrefix[rank];

    /// <summary>The token that stands for this piece although no merge makes it, or <see cref="TokenTrie.None"/>.</summary>
    public int WholePiece(ReadOnlySpan<byte> piece) =>
        _wholePieces is { } known && known.TryGetValue(piece, out var rank) ? rank : TokenTrie.None;

    /// <summary>
    /// Whether the two tokens can stand side by side in an encoding. Both are taken apart again, the later merge first; they
    /// cannot when on the way two parts touch whose own merge would have come before the merges that hid them.
    /// </summary>
    public bool CanFollow(int left, int right)
    {
        var before = MergeTable.None;
        while (true)
        {
            if (Merges.Find(left, right) < before)
            {
                return false;
            }

            if (left > right)
            {
                before = left;
                left = Tokens.Right(left);
                if (left == before)
                {
                    // The left one is a single byte: only the right one is left to be taken apart.
                    before = right + 1;
                    right = Tokens.Left(right);
                    if (right + 1 == before)
                    {
                        return true;
                    }
                }
            }
            else
            {
                before = right + 1;
                right = Tokens.Left(right);
                if (right + 1 == before)
                {
                    before = left;
                    left = Tokens.Right(left);
                    if (left == before)
                    {
                        return true;
                    }
                }
            }
        }
    }

    private static Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>>? WholePieces(TokenTable tokens)
    {
        Dictionary<byte[], int>? found = null;
        for (var rank = 0; rank < tokens.Count; rank++)
        {
            if (tokens.Left(rank) == rank && tokens.Length(rank) > 1)
            {
                found ??= new Dictionary<byte[], int>(ByteStrings.Comparer);
                found.Add(tokens[rank].ToArray(), rank);
            }
        }

        return found?.GetAlternateLookup<ReadOnlySpan<byte>>();
    }
}
