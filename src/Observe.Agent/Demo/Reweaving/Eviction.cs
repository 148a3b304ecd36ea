namespace Observe.Agent.Demo.Reweaving;

/// <summary>Which memory leaves a buffer to make room.</summary>
internal enum Eviction
{
    /// <summary>The one that was not used for longest.</summary>
    Lru,

    /// <summary>The one that stands for its text least.</summary>
    Relevance,
}
