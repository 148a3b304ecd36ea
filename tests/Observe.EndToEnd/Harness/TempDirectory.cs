namespace Observe.EndToEnd.Harness;

/// <summary>A directory of one test, gone with it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("observe-e2e-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Makes a directory below, and those above it.</summary>
    public string Make(string relative) => Directory.CreateDirectory(this[relative]).FullName;

    /// <summary>Writes a file below, in a directory that is made when missing.</summary>
    public string Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A child process that is about to die may still write; the system's temporary directory is swept anyway.
        }
    }
}
