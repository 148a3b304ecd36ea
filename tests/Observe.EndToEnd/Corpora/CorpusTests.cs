using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Corpora;

/// <summary>The measuring stick itself: what it says it wrote is what stands in the file.</summary>
public class CorpusTests
{
    [Fact]
    public void Counts_of_a_json_corpus_are_those_a_strict_reader_finds()
    {
        using var home = new TempDirectory();
        var counts = Corpus.Make(home["a.log"], CorpusKind.Json, 1_000_000);
        var found = new CorpusCounts();
        foreach (var line in File.ReadLines(home["a.log"]))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            found.Add(
                root.GetProperty("level").GetString()!,
                root.GetProperty("provider").GetString()!,
                root.GetProperty("prompt_tokens").GetInt32(),
                root.GetProperty("response_tokens").GetInt32());
        }

        Assert.Equivalent(found, counts, strict: true);
        Assert.InRange(new FileInfo(home["a.log"]).Length, 1_000_000, 1_001_000);
    }

    [Fact]
    public void Lines_asked_for_at_once_or_in_parts_are_the_same()
    {
        using var atOnce = new MemoryStream();
        using var inParts = new MemoryStream();
        new Corpus(CorpusKind.Plain, 7).WriteLines(atOnce, 1000);
        var parts = new Corpus(CorpusKind.Plain, 7);
        for (var i = 0; i < 10; i++)
        {
            parts.WriteLines(inParts, 100);
        }

        Assert.Equal(atOnce.ToArray(), inParts.ToArray());
    }
}
