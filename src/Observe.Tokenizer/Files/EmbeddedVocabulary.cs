using System.Runtime.CompilerServices;
using System.Text;
using Observe.Tokenizer.Bpe;

namespace Observe.Tokenizer.Files;

/// <summary>Reads the vocabularies that Data/build.mjs wrote; the format is described there.</summary>
internal static class EmbeddedVocabulary
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static VocabularySource Read(string name, SplitPattern pattern)
    {
        var reader = new VarintReader(EmbeddedData.Read(name + ".bin"));
        if (!reader.ReadBytes(4).SequenceEqual("OTK1"u8))
        {
            throw new InvalidOperationException($"The embedded vocabulary {name} has another format than this version reads.");
        }

        var tokens = new TokenTable(reader.ReadInt());
        for (var count = tokens.Capacity; count > 0; count--)
        {
            var left = reader.ReadInt();
            if (left == 0)
            {
                tokens.AddLiteral(reader.ReadBytes(reader.ReadInt()));
            }
            else
            {
                tokens.AddMerge(left - 1, reader.ReadInt());
            }
        }

        var specials = new Dictionary<string, int>();
        for (var count = reader.ReadInt(); count > 0; count--)
        {
            var text = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt()));
            specials.Add(text, reader.ReadInt());
        }

        return new VocabularySource(name, pattern, tokens, Ids: null, specials);
    }
}
