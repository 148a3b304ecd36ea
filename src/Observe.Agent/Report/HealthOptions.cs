using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Report;

internal sealed class HealthOptions
{
    /// <summary>The share of error and fatal lines above which <c>observe health</c> says unhealthy.</summary>
    [Range(0.0, 1.0)]
    public double ErrorRate { get; set; } = 0.05;
}
