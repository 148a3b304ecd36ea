namespace Observe.EndToEnd.Harness;

/// <summary>A test that talks to other programs; where one is missing it is skipped and says which.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(params string[] programs)
    {
        Skip = Programs.WhatIsMissing(programs)!;
    }
}
