namespace Observe.EndToEnd.Otlp;

/// <summary>A test with the exporters of Node.js; skipped, with the reason, where they cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        Skip = NodeClient.WhatIsMissing!;
    }
}
