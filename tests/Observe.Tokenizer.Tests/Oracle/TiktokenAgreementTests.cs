using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace Observe.Tokenizer.Tests.Oracle;

/// <summary>
/// Against npm's tiktoken: its two encodings, and cl100k_base with the two split patterns that only other vocabularies have.
/// OBSERVE_TOKENIZER_FUZZ sets the number of documents an encoding, 50000 by default, of which the two split patterns get a part;
/// with 60000 and more they get as many, and every code point is tried: else those of the planes of ideographs and of nothing are left out.
/// </summary>
public sealed class TiktokenAgreementTests(ITestOutputHelper output)
{
    private const int FullForm = 60_000;
    private const int OfOtherPatterns = 3000;

    private static readonly int Documents =
        int.Parse(Environment.GetEnvironmentVariable("OBSERVE_TOKENIZER_FUZZ") ?? "50000", CultureInfo.InvariantCulture);

    [TiktokenFact]
    public void Fuzzed_documents_encode_as_the_original_does()
    {
        using var original = new TiktokenProcess();
        foreach (var encoding in Encodings.All)
        {
            var fuzz = new FuzzedText(seed: 20_261_121, encoding, Corpus.Texts);
            var bytes = 0L;
            var isWhole = Documents >= FullForm || encoding == TokenEncoding.O200kBase || encoding == TokenEncoding.Cl100kBase;
            var documents = isWhole ? Documents : Math.Min(Documents, OfOtherPatterns);
            for (var i = 0; i < documents; i++)
            {
                if (i % 4 == 3)
                {
                    var raw = fuzz.NextBytes();
                    bytes += raw.Length;
                    Compare(encoding, original.Encode(encoding, raw), encoding.Encode(raw), encoding.Count(raw), i, Convert.ToHexString(raw));
                }
                else
                {
                    var text = fuzz.Next();
                    bytes += Encoding.UTF8.GetByteCount(text);
                    var specials = i % 4 == 2 && encoding.SpecialTokens.Count > 0;
                    var handling = specials ? SpecialTokenHandling.Recognize : SpecialTokenHandling.AsText;
                    Compare(
                        encoding, original.Encode(encoding, text, specials), encoding.Encode(text, handling), encoding.Count(text, handling), i, text);
                }
            }

            output.WriteLine($"{encoding.Name} {encoding.Pattern}: {documents} documents, {bytes} bytes, no mismatch");
        }
    }

    [TiktokenFact]
    public void Whole_corpora_encode_as_the_original_does()
    {
        using var original = new TiktokenProcess();
        foreach (var encoding in Encodings.All)
        {
            for (var i = 0; i < Corpus.Texts.Count; i++)
            {
                var text = Corpus.Texts[i];
                Compare(encoding, original.Encode(encoding, text), encoding.Encode(text), encoding.Count(text), i, text);
            }
        }
    }

    [TiktokenFact]
    public void Every_code_point_between_letters_encodes_as_the_original_does()
    {
        using var original = new TiktokenProcess();
        foreach (var encoding in Documents < FullForm ? Encodings.All.Take(2) : Encodings.All)
        {
            for (var block = 0; block < 0x110000; block += 4096)
            {
                if (Documents < FullForm && block is >= 0x14000 and < 0xE0000 && block != 0x1E000 && block != 0x1F000)
                {
                    continue;
                }

                var text = new StringBuilder();
                for (var code = block; code < block + 4096; code++)
                {
                    if (code is < 0xD800 or > 0xDFFF)
                    {
                        // Each class changes where this is cut: after a letter, before one, doubled, between blanks.
                        var c = char.ConvertFromUtf32(code);
                        text.Append('x').Append(c).Append('A').Append(c).Append(c).Append(" \t").Append(c).Append('\n');
                    }
                }

                var document = text.ToString();
                Compare(encoding, original.Encode(encoding, document), encoding.Encode(document), encoding.Count(document), block, $"U+{block:X}");
            }
        }
    }

    private static void Compare(TokenEncoding encoding, int[] expected, int[] actual, int count, int number, string text)
    {
        if (!expected.AsSpan().SequenceEqual(actual) || count != expected.Length)
        {
            Assert.Fail($"{encoding.Name} {encoding.Pattern}, document {number}: expected {expected.Length} [{string.Join(' ', expected.Take(50))}], "
                + $"encoded {actual.Length} [{string.Join(' ', actual.Take(50))}], counted {count}: {text[..Math.Min(text.Length, 500)]}");
        }
    }
}
