using System.Text;

namespace Observe.Tokenizer;

/// <summary>
/// Which vocabulary counts for a model, by its name, and whether the count is the model's own. The table follows tiktoken's for
/// OpenAI's models. Every other model is estimated: by o200k_base, and Llama 3 by cl100k_base where the text is ASCII, because
/// its vocabulary started from that one. A count is of the text alone: what a provider adds around messages is not in it.
/// Thread-safe.
/// </summary>
public sealed class ModelEncoding
{
    private static readonly ModelEncoding O200k = new("o200k_base", isExact: true, () => TokenEncoding.O200kBase);
    private static readonly ModelEncoding Cl100k = new("cl100k_base", isExact: true, () => TokenEncoding.Cl100kBase);
    private static readonly ModelEncoding Other = new("o200k_base", isExact: false, () => TokenEncoding.O200kBase);

    private static readonly ModelEncoding Llama3 =
        new("cl100k_base/o200k_base", isExact: false, () => TokenEncoding.O200kBase, () => TokenEncoding.Cl100kBase);

    /// <summary>Names that a model has by itself, or before "-", ":" or "@" and a version.</summary>
    private static readonly (string Name, ModelEncoding Encoding)[] Families =
    [
        ("gpt-5", O200k), ("gpt-4.5", O200k), ("gpt-4.1", O200k), ("gpt-4o", O200k), ("chatgpt-4o", O200k), ("gpt-oss", O200k),
        ("o1", O200k), ("o3", O200k), ("o4-mini", O200k),
        ("gpt-4", Cl100k), ("gpt-3.5-turbo", Cl100k), ("gpt-3.5", Cl100k), ("gpt-35-turbo", Cl100k),
        ("text-embedding-ada-002", Cl100k), ("text-embedding-3-small", Cl100k), ("text-embedding-3-large", Cl100k),
        ("davinci-002", Cl100k), ("babbage-002", Cl100k),
        ("llama3", Llama3), ("llama3.1", Llama3), ("llama3.2", Llama3), ("llama3.3", Llama3), ("llama-3", Llama3), ("llama-3.1", Llama3),
        ("llama-3.2", Llama3), ("llama-3.3", Llama3), ("meta-llama-3", Llama3), ("meta-llama-3.1", Llama3),
    ];

    private readonly Func<TokenEncoding> _encoding;
    private readonly Func<TokenEncoding> _asciiEncoding;

    private ModelEncoding(string vocabulary, bool isExact, Func<TokenEncoding> encoding, Func<TokenEncoding>? asciiEncoding = null)
    {
        Vocabulary = vocabulary;
        IsExact = isExact;
        _encoding = encoding;
        _asciiEncoding = asciiEncoding ?? encoding;
    }

    /// <summary>The name of the vocabulary; of two with a slash between, the first counts ASCII text and the second the rest.</summary>
    public string Vocabulary { get; }

    /// <summary>True when the vocabulary is the model's own, false when the count is an estimate.</summary>
    public bool IsExact { get; }

    /// <summary>Finds the vocabulary of a model; a name that is not known gives an estimate.</summary>
    /// <param name="model">
    /// The name as providers and logs write it: in any case, with a version, with "ft:" or a provider and a slash before it.
    /// </param>
    public static ModelEncoding For(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var name = model.AsSpan().Trim();
        name = name[(name.LastIndexOf('/') + 1)..];
        foreach (var prefix in (ReadOnlySpan<string>)["ft:", "openai.", "meta."])
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                name = name[prefix.Length..];
            }
        }

        foreach (var (family, encoding) in Families)
        {
            if (name.StartsWith(family, StringComparison.OrdinalIgnoreCase)
                && (name.Length == family.Length || name[family.Length] is '-' or ':' or '@'))
            {
                return encoding;
            }
        }

        return Other;
    }

    /// <summary>The vocabulary that counts this text.</summary>
    /// <param name="utf8">The text, any bytes.</param>
    public TokenEncoding EncodingOf(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8) ? _asciiEncoding() : _encoding();

    /// <summary>Counts the tokens of UTF-8 text; special tokens are text.</summary>
    /// <param name="utf8">The text, any bytes.</param>
    public int Count(ReadOnlySpan<byte> utf8) => EncodingOf(utf8).Count(utf8);

    /// <summary>Counts the tokens of a text; special tokens are text.</summary>
    /// <param name="text">The text, lone surrogates included.</param>
    public int Count(ReadOnlySpan<char> text) => (Ascii.IsValid(text) ? _asciiEncoding() : _encoding()).Count(text);
}
