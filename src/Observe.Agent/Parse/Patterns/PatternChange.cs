namespace Observe.Agent.Parse.Patterns;

/// <summary>What became of a pattern; for <see cref="PatternChangeKind.Merged"/> also the one its counts belong to from now on.</summary>
internal readonly record struct PatternChange(PatternChangeKind Kind, PatternId Pattern, PatternId Into = default);
