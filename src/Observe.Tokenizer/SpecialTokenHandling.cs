namespace Observe.Tokenizer;

/// <summary>What the text of a special token, like <c>&lt;|endoftext|&gt;</c>, means where it occurs.</summary>
public enum SpecialTokenHandling
{
    /// <summary>It is text like any other (tiktoken: <c>encode_ordinary</c>). The right choice for text from outside.</summary>
    AsText,

    /// <summary>It is the special token (tiktoken: <c>encode</c> with all special tokens allowed).</summary>
    Recognize,
}
