namespace Observe.Agent.Parse.Fields;

/// <summary>What a key of a log line tells.</summary>
internal enum Field : byte
{
    None,
    Time,
    Level,
    Message,
    Provider,
    Category,
    Model,
    Status,
    Latency,
    Tokens,
}
