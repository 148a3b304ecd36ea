namespace Observe.Agent.Records;

/// <summary>The value of the <c>state</c> attribute of <c>observe.log.files</c>.</summary>
internal enum FileState : byte
{
    Active,
    Rotated,
    Compressed,
}
