namespace Observe.Agent.Parse.Patterns;

/// <summary>Limits of the pattern miner.</summary>
internal sealed class PatternOptions
{
    /// <summary>Patterns that are known at a time; over it the ones not seen for longest are forgotten.</summary>
    public int MaxPatterns { get; set; } = 2000;

    /// <summary>Shapes that are known at a time, several to a pattern; bounds the memory (about 2 kB each).</summary>
    public int MaxShapes { get; set; } = 8000;
}
