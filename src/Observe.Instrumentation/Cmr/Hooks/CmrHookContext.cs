namespace Observe.Instrumentation.Cmr.Hooks;

/// <summary>What a hook is told.</summary>
/// <param name="Stage">The stage that ended.</param>
/// <param name="Model">The model of the forward pass, if it was named.</param>
/// <param name="LayerIndex">The layer from 0; -1 outside of layers.</param>
/// <param name="Elapsed">How long the stage took; for an error, how long the pass had run.</param>
/// <param name="Error">What went wrong, at <see cref="CmrHookStage.Error"/>.</param>
public readonly record struct CmrHookContext(CmrHookStage Stage, string? Model, int LayerIndex, TimeSpan Elapsed, Exception? Error);
