namespace Observe.Instrumentation.Cmr.Health;

/// <summary>How the system and its components do over the live window. A component of which nothing was measured is missing.</summary>
/// <param name="Score">The lowest score of the components, 0 to 1; null when nothing was measured.</param>
/// <param name="Status">The score as a colour.</param>
/// <param name="Components">The components that were measured.</param>
public sealed record CmrHealth(double? Score, CmrHealthStatus Status, IReadOnlyList<CmrComponentHealth> Components)
{
    internal static CmrHealth Unknown { get; } = new(null, CmrHealthStatus.Unknown, []);
}
