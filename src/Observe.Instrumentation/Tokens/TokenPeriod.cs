namespace Observe.Instrumentation.Tokens;

/// <summary>How long a limit's tokens last. Periods begin on the full hour and at midnight, UTC.</summary>
public enum TokenPeriod
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,
}
