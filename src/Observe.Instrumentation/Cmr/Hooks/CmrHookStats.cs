namespace Observe.Instrumentation.Cmr.Hooks;

/// <summary>What the hooks of a stage cost.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Hooks">Hooks there now.</param>
/// <param name="Calls">Calls of hooks.</param>
/// <param name="Failures">Calls that threw.</param>
/// <param name="TotalTime">Seconds in all calls.</param>
/// <param name="MaxTime">Seconds in the longest call.</param>
/// <param name="StageTime">Seconds in the stage itself, hooks apart.</param>
public sealed record CmrHookStats(
    CmrHookStage Stage, int Hooks, long Calls, long Failures, double TotalTime, double MaxTime, double StageTime);
