namespace Observe.Tokenizer;

/// <summary>
/// How text is cut into pieces before bytes are merged. A vocabulary counts right with its own pattern only; the names are
/// those of the vocabularies that brought the patterns.
/// </summary>
public enum SplitPattern
{
    /// <summary>o200k_base: words split where lower case turns into upper case; numbers of up to three digits.</summary>
    O200k,

    /// <summary>cl100k_base and Llama 3: words with one optional character before them; numbers of up to three digits.</summary>
    Cl100k,

    /// <summary>As <see cref="Cl100k"/> with every digit by itself: Qwen 2 and 3.</summary>
    Cl100kOneDigit,

    /// <summary>GPT-2, r50k_base, p50k_base and the default of byte-level vocabularies: one optional blank before words, numbers and signs.</summary>
    Gpt2,
}
