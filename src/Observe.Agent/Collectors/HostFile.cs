namespace Observe.Agent.Collectors;

/// <summary>One file of the host, read again and again.</summary>
internal sealed class HostFile(HostFiles files, string path, byte[] terminatedPath)
{
    public string Path { get; } = path;

    /// <summary>False when the file is not there. The lines hold until the next read of any host file.</summary>
    public bool TryRead(out Lines lines)
    {
        var found = files.TryRead(terminatedPath, Path, out var content);
        lines = new Lines(content, Path);
        return found;
    }

    /// <summary>
    /// How many entries the directory at this path has; null when it is not there. The framework's enumeration asks for the
    /// target of every link, which for open file descriptors costs more than all other readings together.
    /// </summary>
    public int? CountEntries()
    {
        const int itselfAndParent = 2;
        var directory = Libc.OpenDirectory(terminatedPath);
        if (directory == 0)
        {
            _ = HostFiles.IsGone(Path);
            return null;
        }

        var count = -itselfAndParent;
        while (Libc.ReadDirectory(directory) != 0)
        {
            count++;
        }

        _ = Libc.CloseDirectory(directory);
        return count;
    }

    /// <summary>Reads a file that every Linux has; its absence is a failure.</summary>
    public Lines Read() => TryRead(out var lines) ? lines : throw new FileNotFoundException($"{Path} does not exist");
}
