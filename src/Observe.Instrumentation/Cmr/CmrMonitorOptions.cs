using Observe.Instrumentation.Alerts;

namespace Observe.Instrumentation.Cmr;

/// <summary>
/// How a <see cref="CmrPerformanceMonitor"/> works. Read once, when the monitor is made; values out of range are refused then, all
/// at once, with an <see cref="ArgumentException"/>.
/// </summary>
public sealed class CmrMonitorOptions
{
    /// <summary>Whether rates, health and alerts are kept up in the background; true. Recording and statistics work either way.</summary>
    public bool RealTimeMonitoring { get; set; } = true;

    /// <summary>Whether <see cref="CmrPerformanceMonitor.ProfileExecution"/> measures; false.</summary>
    public bool Profiling { get; set; }

    /// <summary>How often live figures and alerts are brought up to date; 1 s, from 10 ms to 1 h.</summary>
    public TimeSpan CollectionInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the health is judged; 5 s, from 10 ms to 1 day, and no shorter than <see cref="CollectionInterval"/>.</summary>
    public TimeSpan HealthCheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How far back live figures look; 10 s, from 10 ms to 1 h.</summary>
    public TimeSpan LiveWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Most durations kept of each kind, for percentiles; 1000, from 1 to 1 000 000. Each thread that records keeps up to twice as
    /// many of 16 bytes.
    /// </summary>
    public int History { get; set; } = 1000;

    /// <summary>Layers from this index on are refused, which bounds the number of series; 256, from 1 to 4096.</summary>
    public int LayerLimit { get; set; } = 256;

    /// <summary>Above this 95th percentile an operation is slow; 0.1 s, above 0 to 1 h.</summary>
    public TimeSpan LatencyThreshold { get; set; } = TimeSpan.FromSeconds(0.1);

    /// <summary>Below this an efficiency or a measured quality is poor; 0.7, from 0 to 1.</summary>
    public double EfficiencyThreshold { get; set; } = 0.7;

    /// <summary>Above this share of operations errors are too many; 0.05, from 0 to 1.</summary>
    public double ErrorRateThreshold { get; set; } = 0.05;

    /// <summary>Where alerts go, and how often.</summary>
    public AlertOptions Alerts { get; set; } = new();

    internal void Validate(OptionsFaults faults)
    {
        var shortest = TimeSpan.FromMilliseconds(10);
        faults.Require("Cmr.CollectionInterval", CollectionInterval, shortest, TimeSpan.FromHours(1));
        faults.Require("Cmr.HealthCheckInterval", HealthCheckInterval, shortest, TimeSpan.FromDays(1));
        if (HealthCheckInterval < CollectionInterval)
        {
            faults.Add("Cmr.HealthCheckInterval is shorter than Cmr.CollectionInterval");
        }

        faults.Require("Cmr.LiveWindow", LiveWindow, shortest, TimeSpan.FromHours(1));
        faults.Require("Cmr.History", History, 1, 1_000_000);
        faults.Require("Cmr.LayerLimit", LayerLimit, 1, 4096);
        faults.Require("Cmr.LatencyThreshold", LatencyThreshold, TimeSpan.FromTicks(1), TimeSpan.FromHours(1));
        faults.RequireRatio("Cmr.EfficiencyThreshold", EfficiencyThreshold);
        faults.RequireRatio("Cmr.ErrorRateThreshold", ErrorRateThreshold);
        Alerts.Validate(faults);
    }
}
