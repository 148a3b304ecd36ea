using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live;

/// <summary>A test of many cases that talks to other programs; where one is missing it is skipped and says which.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(params string[] programs)
    {
        Skip = Programs.WhatIsMissing(programs)!;
    }
}
