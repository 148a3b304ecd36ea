using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Observe.Tokenizer.Bpe;

namespace Observe.Tokenizer.Files;

/// <summary>Reads a .tiktoken file: a line a token, base64 of its bytes, a blank, its rank.</summary>
internal static class TiktokenFile
{
    public static VocabularySource Read(string path, SplitPattern pattern, IReadOnlyDictionary<string, int>? specials)
    {
        if (!Enum.IsDefined(pattern))
        {
            throw new ArgumentOutOfRangeException(nameof(pattern), pattern, "No such split pattern.");
        }

        var tokens = Parse(path, VocabularyFile.ReadAll(path));
        var special = Specials(path, specials, tokens);
        var (table, ids) = MergeCompiler.Compile(path, tokens, new RankMerges(tokens));
        return new VocabularySource(Path.GetFileNameWithoutExtension(path), pattern, table, ids, special);
    }

    private static List<VocabularyToken> Parse(string path, byte[] content)
    {
        var tokens = new List<VocabularyToken>();
        var known = new HashSet<byte[]>(ByteStrings.Comparer);
        var ranks = new HashSet<int>();
        var rest = content.AsSpan();
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                continue;
            }

            var token = ParseLine(path, number, line);
            if (!known.Add(token.Bytes) || !ranks.Add(token.Id))
            {
                throw VocabularyFile.Invalid(path, $"line {number} repeats a token or a rank");
            }

            tokens.Add(token);
            if (tokens.Count > TokenTable.MaxTokens)
            {
                throw VocabularyFile.Invalid(path, $"it has more than {TokenTable.MaxTokens} tokens");
            }
        }

        return tokens;
    }

    private static VocabularyToken ParseLine(string path, int number, ReadOnlySpan<byte> line)
    {
        var blank = line.IndexOf((byte)' ');
        var bytes = new byte[TokenTable.MaxTokenBytes];
        if (blank <= 0 || blank > Base64.GetMaxEncodedToUtf8Length(bytes.Length)
            || Base64.DecodeFromUtf8(line[..blank], bytes, out _, out var length) != System.Buffers.OperationStatus.Done || length == 0)
        {
            throw VocabularyFile.Invalid(
                path, $"line {number} does not start with the base64 of 1 to {TokenTable.MaxTokenBytes} bytes and a blank");
        }

        if (!int.TryParse(line[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var rank))
        {
            throw VocabularyFile.Invalid(path, $"line {number} has no rank from 0 to {int.MaxValue} after the blank");
        }

        return new VocabularyToken(bytes[..length], rank);
    }

    private static Dictionary<string, int> Specials(string path, IReadOnlyDictionary<string, int>? specials, List<VocabularyToken> tokens)
    {
        var taken = tokens.Select(token => token.Id).ToHashSet();
        var result = new Dictionary<string, int>();
        foreach (var (text, id) in specials ?? new Dictionary<string, int>())
        {
            if (text.Length == 0 || id < 0 || !taken.Add(id) || Encoding.UTF8.GetByteCount(text) > TokenTable.MaxTokenBytes)
            {
                throw VocabularyFile.Invalid(path, $"the special token \"{text}\" is empty or too long, or its id {id} is negative or taken");
            }

            result.Add(text, id);
        }

        return result;
    }
}
