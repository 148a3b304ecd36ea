using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live;

/// <summary>A test of many minutes, for the long form; skipped without it or a program it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute(params string[] programs)
    {
        Skip = (LongForm.WhyNot ?? Programs.WhatIsMissing(programs))!;
    }
}
