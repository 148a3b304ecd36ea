namespace Observe.Instrumentation.Cmr.Health;

/// <summary>A health in one word.</summary>
public enum CmrHealthStatus
{
    /// <summary>Nothing was measured lately.</summary>
    Unknown,

    /// <summary>A score of 0.7 or more.</summary>
    Green,

    /// <summary>A score from 0.4 to below 0.7.</summary>
    Yellow,

    /// <summary>A score below 0.4.</summary>
    Red,
}
