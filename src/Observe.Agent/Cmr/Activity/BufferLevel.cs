namespace Observe.Agent.Cmr.Activity;

/// <summary>Something that a buffer has at a moment. Bytes are the whole buffer's, of no layer.</summary>
internal enum BufferLevel
{
    Entries,
    Limit,
    Bytes,
}
