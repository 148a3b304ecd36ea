namespace Observe.Instrumentation.Cmr.Health;

/// <summary>A health in one word.</summary>
public enum CmrHealthStatus
{
    /// <summary>Nothing was measured lately.</summary>
    Unknown,

    /// <summary>A score of 0.8 or more.</summary>
    Green,

    /// <summary>A score from 0.5 to below 0.8.</summary>
    Yellow,

    /// <summary>A score below 0.5.</summary>
    Red,
}
