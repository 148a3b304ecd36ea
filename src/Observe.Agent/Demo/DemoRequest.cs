using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>One event of the demo system, before a format makes a line of it.</summary>
internal readonly record struct DemoRequest(
    DateTimeOffset Time,
    LogLevel Level,
    DemoProvider Provider,
    string Model,
    string Category,
    string Message,
    int InputTokens,
    int OutputTokens,
    int CachedTokens,
    double Milliseconds,
    long Id);
