namespace Observe.Agent.Parse.Fields;

/// <summary>What a count of tokens includes, by the vocabulary its key comes from.</summary>
internal enum TokenKind : byte
{
    None,

    /// <summary>OpenAI's <c>prompt_tokens</c>: cached tokens are in it, whatever key reports those.</summary>
    Prompt,

    /// <summary><c>input_tokens</c>: cached tokens are in it only when reported as details of it.</summary>
    Input,

    /// <summary>Input that is reported apart and adds to the rest (Gemini's tool use).</summary>
    ExtraInput,

    /// <summary>Output with the reasoning in it, unless that is reported apart.</summary>
    Output,
    Total,

    /// <summary>Cached tokens that are part of the input count.</summary>
    CachedPart,

    /// <summary>Cached tokens beside the input count (Anthropic).</summary>
    CachedApart,

    /// <summary>Tokens written to the cache, part of the input count.</summary>
    WrittenPart,

    /// <summary>Tokens written to the cache, beside the input count (Anthropic).</summary>
    WrittenApart,

    /// <summary>Reasoning that is part of the output count.</summary>
    ReasoningPart,

    /// <summary>Reasoning beside the output count (Gemini).</summary>
    ReasoningApart,
}
