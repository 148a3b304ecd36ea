using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Otlp;

/// <summary>A test with the exporters of Node.js and a real Prometheus; skipped, with the reason, where they cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeAndPrometheusFactAttribute : FactAttribute
{
    public NodeAndPrometheusFactAttribute()
    {
        Skip = Programs.Find("prometheus") is null ? "needs prometheus: apt-get install prometheus" : NodeClient.WhatIsMissing!;
    }
}
