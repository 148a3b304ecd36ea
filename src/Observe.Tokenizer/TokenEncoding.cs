using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Observe.Tokenizer.Bpe;
using Observe.Tokenizer.Files;
using Observe.Tokenizer.Text;

namespace Observe.Tokenizer;

/// <summary>
/// A vocabulary: counts, encodes and decodes text. Every input has an answer: broken UTF-8 and lone surrogates count as
/// U+FFFD, as they do in tiktoken. All members are thread-safe; an instance is meant to be kept and shared, as it holds
/// tables of 5 to 20 MB. Time is linear in the input, whatever it is.
/// </summary>
public sealed class TokenEncoding
{
    /// <summary>Longer strings are counted in blocks of this many characters, so that no buffer grows with the text.</summary>
    private const int StringBlock = 1 << 20;

    private static readonly Lazy<TokenEncoding> LazyO200kBase = new(() => new(EmbeddedVocabulary.Read("o200k_base", SplitPattern.O200k)));
    private static readonly Lazy<TokenEncoding> LazyCl100kBase = new(() => new(EmbeddedVocabulary.Read("cl100k_base", SplitPattern.Cl100k)));

    private readonly VocabularySource _source;
    private readonly WorkerPool _workers;
    private readonly Lazy<SpecialTokenFinder> _specials;
    private readonly Lazy<TokenDecoder> _decoder;

    internal TokenEncoding(VocabularySource source)
    {
        _source = source;
        SpecialTokens = new Dictionary<string, int>(source.SpecialTokens).AsReadOnly();
        Vocabulary = new Vocabulary(source.Tokens, source.WholePieces);
        _workers = new WorkerPool(Vocabulary, source.Pattern);
        _specials = new Lazy<SpecialTokenFinder>(() => new SpecialTokenFinder(source.SpecialTokens));
        _decoder = new Lazy<TokenDecoder>(() => new TokenDecoder(source));
    }

    /// <summary>The vocabulary of GPT-4o, GPT-4.1, GPT-5 and the o series; read on first use.</summary>
    public static TokenEncoding O200kBase => LazyO200kBase.Value;

    /// <summary>The vocabulary of GPT-4, GPT-3.5 and the text-embedding models; read on first use.</summary>
    public static TokenEncoding Cl100kBase => LazyCl100kBase.Value;

    /// <summary>The name: that of the vocabulary, or of the file.</summary>
    public string Name => _source.Name;

    /// <summary>How text is cut into pieces.</summary>
    public SplitPattern Pattern => _source.Pattern;

    /// <summary>How many tokens there are, special ones included. Ids may be higher where a vocabulary has gaps.</summary>
    public int TokenCount => _source.Tokens.Count + _source.SpecialTokens.Count;

    /// <summary>The special tokens and their ids.</summary>
    public IReadOnlyDictionary<string, int> SpecialTokens { get; }

    internal Vocabulary Vocabulary { get; }

    /// <summary>Reads a <c>.tiktoken</c> file: a line a token, base64 of its bytes, a blank, its rank.</summary>
    /// <param name="path">The file, of at most 64 MB.</param>
    /// <param name="pattern">How text is cut; the file does not say it.</param>
    /// <param name="specialTokens">Special tokens and their ids; the file has none. Null for none.</param>
    /// <exception cref="InvalidDataException">The file is no such vocabulary; the message names the line and the reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TokenEncoding FromTiktokenFile(
        string path, SplitPattern pattern, IReadOnlyDictionary<string, int>? specialTokens = null) =>
        new(TiktokenFile.Read(path, pattern, specialTokens));

    /// <summary>Reads a Hugging Face <c>tokenizer.json</c> of a byte-level BPE model.</summary>
    /// <param name="path">The file, of at most 64 MB.</param>
    /// <exception cref="InvalidDataException">The file is no such vocabulary, or uses what is not supported; the message says what.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TokenEncoding FromHuggingFaceFile(string path) => new(HuggingFaceFile.Read(path));

    /// <summary>Counts the tokens of UTF-8 text. Allocates nothing once warm, unless the text is broken.</summary>
    /// <param name="utf8">The text, any bytes.</param>
    /// <param name="specials">What special tokens mean in it.</param>
    public int Count(ReadOnlySpan<byte> utf8, SpecialTokenHandling specials = SpecialTokenHandling.AsText)
    {
        if (Utf8.IsValid(utf8))
        {
            return CountValid(utf8, specials);
        }

        var repaired = Repair(utf8, out var length);
        try
        {
            return CountValid(repaired.AsSpan(0, length), specials);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(repaired);
        }
    }

    /// <summary>Counts the tokens of a text. Allocates nothing once warm.</summary>
    /// <param name="text">The text, lone surrogates included.</param>
    /// <param name="specials">What special tokens mean in it.</param>
    public int Count(ReadOnlySpan<char> text, SpecialTokenHandling specials = SpecialTokenHandling.AsText)
    {
        var utf8 = ToUtf8(text, out var length);
        try
        {
            return CountValid(utf8.AsSpan(0, length), specials);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <summary>The ids of the tokens of UTF-8 text.</summary>
    /// <param name="utf8">The text, any bytes.</param>
    /// <param name="specials">What special tokens mean in it.</param>
    public int[] Encode(ReadOnlySpan<byte> utf8, SpecialTokenHandling specials = SpecialTokenHandling.AsText)
    {
        if (Utf8.IsValid(utf8))
        {
            return EncodeValid(utf8, specials);
        }

        var repaired = Repair(utf8, out var length);
        try
        {
            return EncodeValid(repaired.AsSpan(0, length), specials);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(repaired);
        }
    }

    /// <summary>The ids of the tokens of a text.</summary>
    /// <param name="text">The text, lone surrogates included.</param>
    /// <param name="specials">What special tokens mean in it.</param>
    public int[] Encode(ReadOnlySpan<char> text, SpecialTokenHandling specials = SpecialTokenHandling.AsText)
    {
        var utf8 = ToUtf8(text, out var length);
        try
        {
            return EncodeValid(utf8.AsSpan(0, length), specials);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <summary>The text of the tokens. A token may hold a part of a character: what stays unfinished becomes U+FFFD.</summary>
    /// <param name="tokens">Ids, special ones included.</param>
    /// <exception cref="ArgumentException">An id is not in the vocabulary; the message names it and its place.</exception>
    public string Decode(ReadOnlySpan<int> tokens) => Encoding.UTF8.GetString(DecodeBytes(tokens));

    /// <summary>The bytes of the tokens, exactly.</summary>
    /// <param name="tokens">Ids, special ones included.</param>
    /// <exception cref="ArgumentException">An id is not in the vocabulary; the message names it and its place.</exception>
    public byte[] DecodeBytes(ReadOnlySpan<int> tokens) => _decoder.Value.Decode(tokens);

    /// <summary>A counter for text that comes in parts. Special tokens are text to it.</summary>
    public TokenCounter CreateCounter() => new(this, TokenCounter.DefaultWindow, TokenCounter.DefaultMaxWindow);

    /// <summary>Counts the tokens of a stream of UTF-8 of any length; special tokens are text. Keeps 64 KB of it, and up to
    /// 4 MB where there are no words in it.</summary>
    /// <param name="utf8">Read from where it stands to its end; stays open.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public async ValueTask<long> CountAsync(Stream utf8, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        using var counter = CreateCounter();
        var block = ArrayPool<byte>.Shared.Rent(TokenCounter.DefaultWindow);
        try
        {
            for (int read; (read = await utf8.ReadAsync(block, cancellationToken)) > 0;)
            {
                counter.Append(block.AsSpan(0, read));
            }

            return counter.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    internal Worker TakeWorker() => _workers.Take();

    internal void ReturnWorker(Worker worker) => _workers.Return(worker);

    private int CountValid(ReadOnlySpan<byte> utf8, SpecialTokenHandling specials)
    {
        var worker = _workers.Take();
        try
        {
            var total = 0;
            while (specials == SpecialTokenHandling.Recognize && _specials.Value.Find(utf8, out _, out var length) is >= 0 and var at)
            {
                total += (int)worker.Count(utf8[..at], final: true, out _) + 1;
                utf8 = utf8[(at + length)..];
            }

            return total + (int)worker.Count(utf8, final: true, out _);
        }
        finally
        {
            _workers.Return(worker);
        }
    }

    private int[] EncodeValid(ReadOnlySpan<byte> utf8, SpecialTokenHandling specials)
    {
        var worker = _workers.Take();
        try
        {
            var target = new ArrayBufferWriter<int>(utf8.Length / 4 + 16);
            while (specials == SpecialTokenHandling.Recognize && _specials.Value.Find(utf8, out var id, out var length) is >= 0 and var at)
            {
                worker.Encode(utf8[..at], _source.Ids, target);
                target.Write([id]);
                utf8 = utf8[(at + length)..];
            }

            worker.Encode(utf8, _source.Ids, target);
            return target.WrittenSpan.ToArray();
        }
        finally
        {
            _workers.Return(worker);
        }
    }

    private static byte[] Repair(ReadOnlySpan<byte> utf8, out int length)
    {
        var target = ArrayPool<byte>.Shared.Rent(checked(utf8.Length * Utf8Repair.Growth));
        length = Utf8Repair.Write(utf8, target, final: true, out _);
        return target;
    }

    private static byte[] ToUtf8(ReadOnlySpan<char> text, out int length)
    {
        // Three bytes a character is the worst case; above a megabyte it pays to look first.
        var room = text.Length <= StringBlock ? Encoding.UTF8.GetMaxByteCount(text.Length) : Encoding.UTF8.GetByteCount(text);
        var target = ArrayPool<byte>.Shared.Rent(room);
        length = Encoding.UTF8.GetBytes(text, target);
        return target;
    }
}
