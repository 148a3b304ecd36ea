using Observe.Agent.Records;

namespace Observe.Agent.Forward.Shipping;

/// <summary>What the agent says of itself; the time in Unix milliseconds.</summary>
internal sealed record OwnRecord(long Time, LogLevel Level, string Component, string Text);
