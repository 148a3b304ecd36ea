namespace Observe.Agent.Store;

/// <summary>A pattern as it stands in the store; its counts are counters, see <see cref="StoredState.PatternCounts"/>.</summary>
internal sealed record StoredPattern(string Id, string Template, string Example, long FirstSeen, long LastSeen, IReadOnlyList<string> Shapes);
