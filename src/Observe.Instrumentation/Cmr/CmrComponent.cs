namespace Observe.Instrumentation.Cmr;

/// <summary>A part of contextual memory reweaving that has a health of its own.</summary>
public enum CmrComponent
{
    /// <summary>Taking hidden states from layers.</summary>
    Capture,

    /// <summary>The layered buffer that keeps them.</summary>
    Buffer,

    /// <summary>Finding states that matter.</summary>
    Retrieval,

    /// <summary>Weaving them back in.</summary>
    Reconstruction,
}
