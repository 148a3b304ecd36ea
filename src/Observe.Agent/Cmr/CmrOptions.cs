using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Cmr;

/// <summary>What counts as well in contextual memory reweaving.</summary>
internal sealed class CmrOptions
{
    /// <summary>How far back health looks.</summary>
    [Range(typeof(TimeSpan), "00:00:06", "01:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Above this 95th percentile an operation is slow.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan LatencyThreshold { get; set; } = TimeSpan.FromSeconds(0.1);

    /// <summary>Below this an efficiency or a measured quality is poor.</summary>
    [Range(0.0, 1.0)]
    public double EfficiencyThreshold { get; set; } = 0.7;

    /// <summary>Above this share of operations errors are too many.</summary>
    [Range(0.0, 1.0)]
    public double ErrorRateThreshold { get; set; } = 0.05;
}
