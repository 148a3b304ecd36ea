namespace Observe.Instrumentation.Cmr;

/// <summary>What the buffer holds of one layer at a moment.</summary>
/// <param name="LayerIndex">The layer, from 0.</param>
/// <param name="Entries">States held, 0 or more.</param>
/// <param name="Limit">Most states that may be held; 0 when there is no limit.</param>
/// <param name="Bytes">Memory that they take, in bytes, 0 or more.</param>
public readonly record struct CmrBufferLayer(int LayerIndex, long Entries, long Limit, long Bytes);
