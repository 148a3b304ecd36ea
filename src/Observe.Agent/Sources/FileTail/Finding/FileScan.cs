using System.IO.Enumeration;

namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>
/// Looks through the watched folders. Links to folders are not followed; links to files are reported as found, and whoever
/// opens them checks where they lead. Not thread-safe.
/// </summary>
internal sealed class FileScan(IReadOnlyList<Glob> watch, IReadOnlyList<Glob> exclude, Action<FileFault> fault)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private Dictionary<string, FoundFile> _found = new(StringComparer.Ordinal);
    private Dictionary<string, FoundFile> _before = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rootsSeen = new(StringComparer.Ordinal);

    /// <summary>Every folder looked into by the last <see cref="Run"/>.</summary>
    public IReadOnlySet<string> Folders => _folders;

    /// <summary>Sizes in bytes of the compressed files met by the last <see cref="Run"/>.</summary>
    public List<(string Path, long Size)> Compressed { get; } = [];

    /// <summary>The files to read by path, each once.</summary>
    public IReadOnlyDictionary<string, FoundFile> Run()
    {
        (_found, _before) = (_before, _found);
        _found.Clear();
        _folders.Clear();
        Compressed.Clear();
        foreach (var glob in watch)
        {
            if (Directory.Exists(glob.Root))
            {
                _rootsSeen.Add(glob.Root);
                Look(glob, glob.Root, LinkedPath.OfFolder(glob.Root), depth: 0);
            }
            else if (_rootsSeen.Remove(glob.Root))
            {
                fault(new FileFault(glob.Root, FileFault.FolderGone, "the watched folder is gone; it is read again when it comes back"));
            }
        }

        return _found;
    }

    private void Look(Glob glob, string folder, string realRoot, int depth)
    {
        _folders.Add(folder);
        List<string>? below = null;
        try
        {
            foreach (var (path, isFolder, isLink) in Entries(folder))
            {
                if (!isFolder)
                {
                    Meet(glob, path, realRoot);
                }
                else if (!isLink && depth < glob.MaxDepth)
                {
                    (below ??= []).Add(path);
                }
            }
        }
        catch (UnauthorizedAccessException)
        {
            fault(new FileFault(folder, FileFault.Unreadable, "the folder may not be listed; give the agent's user read and search permission or exclude it"));
        }
        catch (DirectoryNotFoundException)
        {
            // It went away while being listed; the next scan sees what is there then.
        }
        catch (IOException e)
        {
            fault(new FileFault(folder, FileFault.ReadError, $"the folder could not be listed: {e.Message}"));
        }

        foreach (var path in below ?? [])
        {
            Look(glob, path, realRoot, depth + 1);
        }
    }

    /// <summary>Of files no attributes are asked: that takes a look at each, and theirs are looked at once more below.</summary>
    private FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)> Entries(string folder) => new(
        folder,
        (ref FileSystemEntry entry) =>
            (PathOf(folder, entry.FileName), entry.IsDirectory, entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) != FileAttributes.None),
        Everything);

    /// <summary>The path of an entry; that of the last scan again where there is one, for nearly all are the same every time.</summary>
    private string PathOf(string folder, ReadOnlySpan<char> name)
    {
        var separator = folder.EndsWith('/') ? "" : "/";
        Span<char> path = stackalloc char[256];
        return path.TryWrite($"{folder}{separator}{name}", out var length) && _before.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path[..length], out var before)
            ? before.Path
            : $"{folder}{separator}{name}";
    }

    private void Meet(Glob glob, string path, string realRoot)
    {
        if (_found.ContainsKey(path))
        {
            return;
        }

        // What was found by this pattern the last time needs no matching against every pattern anew.
        if (_before.TryGetValue(path, out var before) && before.Watched == glob)
        {
            if (FileStat.TryGet(path, follow: true, out var present) && present.IsRegular)
            {
                Add(before with { Stat = present, RealRoot = realRoot });
            }

            return;
        }

        var relative = path.AsSpan(glob.Root == "/" ? 1 : glob.Root.Length + 1);
        var name = Path.GetFileName(relative);
        var liveLength = RotatedName.LiveLength(name);
        var live = liveLength > 0 ? path[..(path.Length - name.Length + liveLength)] : null;
        var matches = glob.Matches(relative);
        if ((!matches && (live is null || !glob.Matches(relative[..^(name.Length - liveLength)]))) || IsExcluded(path))
        {
            return;
        }

        // A file that went away between listing and looking is no fault: rotation does that.
        if (!FileStat.TryGet(path, follow: true, out var stat) || !stat.IsRegular)
        {
            if (path.Contains('\uFFFD'))
            {
                fault(new FileFault(path, FileFault.Unreadable, "its name is no UTF-8; rename it to have it read"));
            }

            return;
        }

        if (RotatedName.IsCompressed(name) && !RotatedName.IsGzip(name))
        {
            Compressed.Add((path, stat.Size));
            if (matches)
            {
                fault(new FileFault(path, FileFault.Compression, "of compressed logs gzip is read; decompress it or exclude it to silence this"));
            }

            return;
        }

        Add(new FoundFile(path, stat, glob, realRoot, matches ? null : live));
    }

    private void Add(in FoundFile file)
    {
        _found[file.Path] = file;
        if (file.IsArchive)
        {
            Compressed.Add((file.Path, file.Stat.Size));
        }
    }

    private bool IsExcluded(string path)
    {
        foreach (var glob in exclude)
        {
            if (LinkedPath.IsBelow(path, glob.Root) && glob.Matches(path.AsSpan(glob.Root == "/" ? 1 : glob.Root.Length + 1)))
            {
                return true;
            }
        }

        return false;
    }
}
