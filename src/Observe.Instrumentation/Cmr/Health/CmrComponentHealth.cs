namespace Observe.Instrumentation.Cmr.Health;

/// <summary>How a component does.</summary>
/// <param name="Component">The component.</param>
/// <param name="Score">From 0 to 1, the worst of what was measured.</param>
/// <param name="Status">The score as a colour.</param>
/// <param name="Reasons">What lowers the score, each with the figure and its threshold; empty at a score of 1.</param>
public sealed record CmrComponentHealth(CmrComponent Component, double Score, CmrHealthStatus Status, IReadOnlyList<string> Reasons);
