namespace Observe.Agent.Report.Doctor;

internal enum FindingState
{
    Ok,

    /// <summary>May leave a panel empty or be as it is meant to be.</summary>
    Warning,

    /// <summary>Something is lost, or nothing can be seen.</summary>
    Problem,
}
