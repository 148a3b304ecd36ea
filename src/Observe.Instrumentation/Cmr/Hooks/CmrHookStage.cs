namespace Observe.Instrumentation.Cmr.Hooks;

/// <summary>Where in a forward pass a hook is called.</summary>
public enum CmrHookStage
{
    /// <summary>After the pre-processing.</summary>
    PreProcessing,

    /// <summary>After a layer.</summary>
    Layer,

    /// <summary>After the post-processing.</summary>
    PostProcessing,

    /// <summary>After an error.</summary>
    Error,
}
