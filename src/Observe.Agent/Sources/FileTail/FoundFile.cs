namespace Observe.Agent.Sources.FileTail;

/// <summary>A file that a scan met. <see cref="Live"/> is null when a pattern matches its own name, else the watched path it was rotated from.</summary>
internal readonly record struct FoundFile(string Path, FileStat Stat, string RealRoot, string? Live);
