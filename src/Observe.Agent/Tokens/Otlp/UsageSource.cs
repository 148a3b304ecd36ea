namespace Observe.Agent.Tokens.Otlp;

/// <summary>How an app tells of its use of tokens, the better the higher. The numbers are stored: never reuse one.</summary>
internal enum UsageSource : byte
{
    None = 0,

    /// <summary>A log record that is no event: what a logger wrote about a call.</summary>
    LogLine = 1,

    /// <summary>The event <c>gen_ai.client.inference.operation.details</c> and its like.</summary>
    Event = 2,
    Span = 3,

    /// <summary><c>gen_ai.client.token.usage</c>: input and output alone.</summary>
    Histogram = 4,

    /// <summary><c>gen_ai.client.inference.usage.*</c>: all types.</summary>
    Counters = 5,
}
