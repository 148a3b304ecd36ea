using Observe.Tokenizer.Bpe;

namespace Observe.Tokenizer.Files;

/// <summary>
/// Finds for every token the one merge that makes it. Merges inside a token's bytes go the same way wherever the bytes stand,
/// as long as none crosses their ends: so a token that does not come out of its own bytes never comes out of any text, and the
/// pair merged last there is the only pair that ever makes it. Whatever the file's rule, this is all that encoding needs.
/// </summary>
internal static class MergeCompiler
{
    private static readonly Merge NoMerge = new(-1, -1, int.MaxValue);

    /// <summary>Orders the tokens: single bytes, then by the rank of their merge, then those that no merge makes.</summary>
    /// <returns>The table, and the id of each of its ranks.</returns>
    public static (TokenTable Table, int[] Ids) Compile(string path, List<VocabularyToken> tokens, IMergeRules rules)
    {
        var singles = Singles(path, tokens);
        var merges = new Merge[tokens.Count];
        var simulation = new MergeSimulation(rules);
        for (var i = 0; i < tokens.Count; i++)
        {
            merges[i] = tokens[i].Bytes.Length > 1 ? simulation.Run(tokens[i].Bytes, singles, i) ?? NoMerge : new Merge(-1, -1, -1);
        }

        var order = new int[tokens.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (a, b) => (merges[a].Rank, tokens[a].Id).CompareTo((merges[b].Rank, tokens[b].Id)));
        return (Build(path, tokens, merges, order), [.. order.Select(i => tokens[i].Id)]);
    }

    private static TokenTable Build(string path, List<VocabularyToken> tokens, Merge[] merges, int[] order)
    {
        var table = new TokenTable(tokens.Count);
        var ranks = new int[tokens.Count];
        Array.Fill(ranks, int.MaxValue);
        foreach (var i in order)
        {
            var merge = merges[i];
            if (merge.Left < 0)
            {
                table.AddLiteral(tokens[i].Bytes);
            }
            else if (Math.Max(ranks[merge.Left], ranks[merge.Right]) == int.MaxValue)
            {
                throw VocabularyFile.Invalid(path, $"token {tokens[i].Id} is merged of a token that comes after it, which no usual training gives");
            }
            else
            {
                table.AddMerge(ranks[merge.Left], ranks[merge.Right]);
            }

            ranks[i] = table.Count - 1;
        }

        return table;
    }

    private static int[] Singles(string path, List<VocabularyToken> tokens)
    {
        var singles = new int[256];
        Array.Fill(singles, -1);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Bytes.Length == 1)
            {
                singles[tokens[i].Bytes[0]] = i;
            }
        }

        var missing = Array.IndexOf(singles, -1);
        return missing < 0 ? singles : throw VocabularyFile.Invalid(path, $"it has no token for the byte 0x{missing:X2}, so it is not byte-level");
    }

    /// <summary>Indices of the two tokens merged, and the rank of the merge.</summary>
    internal readonly record struct Merge(int Left, int Right, int Rank);
}
