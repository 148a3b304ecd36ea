namespace Observe.Instrumentation.Cmr;

/// <summary>What the buffer holds of one layer at a moment.</summary>
/// <param name="LayerIndex">The layer, from 0.</param>
/// <param name="Entries">States held, from 0 to 10^15.</param>
/// <param name="Limit">Most states that may be held; at most 10^15; 0 when there is no limit.</param>
/// <param name="Bytes">Memory that they take, in bytes, from 0 to 10^15.</param>
public readonly record struct CmrBufferLayer(int LayerIndex, long Entries, long Limit, long Bytes);
