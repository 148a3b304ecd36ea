namespace Observe.Agent.Records;

/// <summary>A file apart from its name. The birth time (nanoseconds, 0 when the filesystem has none) tells a reused inode.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, long BirthNanoseconds);
