namespace Observe.Agent.Report.Doctor;

/// <summary>What one look at the agent found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="State">How it stands.</param>
/// <param name="What">What was found.</param>
/// <param name="Remedy">What to do about it; empty when there is nothing to do.</param>
internal sealed record Finding(string Check, FindingState State, string What, string Remedy = "")
{
    public static Finding Ok(string check, string what) => new(check, FindingState.Ok, what);

    public static Finding Warning(string check, string what, string remedy) => new(check, FindingState.Warning, what, remedy);

    public static Finding Problem(string check, string what, string remedy) => new(check, FindingState.Problem, what, remedy);
}
