using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>Where the reading of a file begins.</summary>
/// <param name="Unread">What the file begins with when nothing of it is counted.</param>
/// <param name="Origin">Finds out what was counted of an archive; null for other files.</param>
internal sealed record FileStart(FileCheckpoint Checkpoint, Fingerprint Unread = default, ArchiveOrigin? Origin = null);
