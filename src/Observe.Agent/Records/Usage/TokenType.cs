namespace Observe.Agent.Records.Usage;

/// <summary>The types of tokens, the value of the <c>type</c> attribute. They never overlap.</summary>
internal enum TokenType : byte
{
    /// <summary>Input without what was read from or written to a cache.</summary>
    Input,

    /// <summary>Output without reasoning.</summary>
    Output,
    CacheRead,
    CacheWrite,
    Reasoning,
}
