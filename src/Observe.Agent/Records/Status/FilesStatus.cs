namespace Observe.Agent.Records.Status;

/// <summary>The watched files.</summary>
/// <param name="Watch">The globs.</param>
/// <param name="Count">Files that match and are followed.</param>
/// <param name="Unread">Bytes of them that are not read yet.</param>
internal sealed record FilesStatus(IReadOnlyList<string> Watch, int Count, long Unread);
