namespace Observe.EndToEnd.Prometheus;

/// <summary>A test of a Prometheus newer than Debian 12's; skipped with the reason where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NewestPrometheusTheoryAttribute : TheoryAttribute
{
    public NewestPrometheusTheoryAttribute()
    {
        Skip = NewestPrometheus.WhyMissing!;
    }
}
