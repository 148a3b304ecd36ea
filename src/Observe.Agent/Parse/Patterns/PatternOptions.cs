using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Parse.Patterns;

/// <summary>Limits of the pattern miner.</summary>
internal sealed class PatternOptions
{
    /// <summary>Patterns that are known at a time; over it the ones not seen for longest are forgotten.</summary>
    [Range(8, 100_000)]
    public int MaxPatterns { get; set; } = 2000;

    /// <summary>Shapes that are known at a time, several to a pattern; bounds the memory (about 2 kB each).</summary>
    [Range(8, 1_000_000)]
    public int MaxShapes { get; set; } = 8000;
}
