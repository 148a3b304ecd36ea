namespace Observe.Instrumentation.Alerts;

/// <summary>How bad it is.</summary>
public enum AlertSeverity
{
    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Something does not do what it should.</summary>
    Error,

    /// <summary>Somebody has to act now.</summary>
    Critical,
}
