using System.Buffers;
using System.Runtime.InteropServices;
using Observe.Tokenizer.Split;

namespace Observe.Tokenizer.Bpe;

/// <summary>What one thread needs to encode with a vocabulary; reused over calls.</summary>
internal sealed class Worker
{
    private readonly Vocabulary _vocabulary;
    private readonly PieceCounter _counter;

    public Worker(Vocabulary vocabulary, SplitPattern pattern)
    {
        _vocabulary = vocabulary;
        Pattern = pattern;
        Encoder = new PieceEncoder(vocabulary);
        _counter = new PieceCounter(Encoder);
    }

    public SplitPattern Pattern { get; }

    public PieceEncoder Encoder { get; }

    public PrefixCounter NewPrefixCounter() => new(_vocabulary, Encoder);

    /// <inheritdoc cref="PieceCounter.Count{TScanner}"/>
    public long Count(ReadOnlySpan<byte> text, bool final, out int consumed) => Pattern switch
    {
        SplitPattern.O200k => _counter.Count<O200kScanner>(text, final, out consumed),
        SplitPattern.Cl100k => _counter.Count<Cl100kScanner>(text, final, out consumed),
        SplitPattern.Cl100kOneDigit => _counter.Count<Cl100kOneDigitScanner>(text, final, out consumed),
        SplitPattern.Gpt2 => _counter.Count<Gpt2Scanner>(text, final, out consumed),
        _ => throw new InvalidOperationException($"No scanner for {Pattern}."),
    };

    /// <summary>Writes the ids of the tokens of valid UTF-8.</summary>
    public void Encode(ReadOnlySpan<byte> text, int[]? ids, IBufferWriter<int> target)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = PieceEnd(text, at);
            var ranks = Encoder.Encode(ref MemoryMarshal.GetReference(text[at..]), end - at);
            var room = target.GetSpan(ranks.Length);
            for (var i = 0; i < ranks.Length; i++)
            {
                room[i] = ids is null ? ranks[i] : ids[ranks[i]];
            }

            target.Advance(ranks.Length);
            at = end;
        }
    }

    private int PieceEnd(ReadOnlySpan<byte> text, int start)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        return Pattern switch
        {
            SplitPattern.O200k => O200kScanner.End(ref first, start, text.Length, out _),
            SplitPattern.Cl100k => Cl100kScanner.End(ref first, start, text.Length, out _),
            SplitPattern.Cl100kOneDigit => Cl100kOneDigitScanner.End(ref first, start, text.Length, out _),
            SplitPattern.Gpt2 => Gpt2Scanner.End(ref first, start, text.Length, out _),
            _ => throw new InvalidOperationException($"No scanner for {Pattern}."),
        };
    }
}
