namespace Observe.EndToEnd.Harness;

/// <summary>A test that mounts or changes users; skipped without root or a program it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsRootFactAttribute : FactAttribute
{
    public NeedsRootFactAttribute(params string[] programs)
    {
        Skip = (Environment.IsPrivilegedProcess ? Programs.WhatIsMissing(programs) : "needs root: it mounts or changes users")!;
    }
}
