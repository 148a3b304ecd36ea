namespace Observe.Agent.Records;

/// <summary>What is known of one watched file at a moment, for metrics and reports. Sizes in bytes.</summary>
internal readonly record struct FileStatus(string Path, ushort Provider, FileState State, long Size, long Unread);
