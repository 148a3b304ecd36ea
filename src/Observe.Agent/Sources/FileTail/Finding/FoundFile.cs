namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>A file that a scan met.</summary>
/// <param name="Watched">The pattern that found it.</param>
/// <param name="RealRoot">The pattern's folder with links resolved.</param>
/// <param name="Live">Null when the pattern matches the file's own name, else the watched path it was rotated from.</param>
internal readonly record struct FoundFile(string Path, FileStat Stat, Glob Watched, string RealRoot, string? Live)
{
    /// <summary>Where the file is when its own name is no link.</summary>
    public string RealPath => System.IO.Path.Join(RealRoot, Path.AsSpan(Watched.Root.Length));

    public bool IsArchive => RotatedName.IsGzip(Path);
}
