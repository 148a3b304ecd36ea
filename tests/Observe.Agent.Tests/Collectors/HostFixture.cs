using System.Runtime.CompilerServices;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

/// <summary>A copy of a fixture directory that stands for the root of a host, for a test to change as it likes.</summary>
internal sealed class HostFixture : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("observe-host-").FullName;

    public HostFixture(string name)
    {
        var from = Path.Combine(ThisFolder(), "fixtures", name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_root, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Files = new HostFiles(_root);
    }

    public HostFiles Files { get; }

    public string Text(string path) => File.ReadAllText(Full(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        File.WriteAllText(Full(path), text);
    }

    public void Replace(string path, string old, string by)
    {
        var text = Text(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(path, text.Replace(old, by, StringComparison.Ordinal));
    }

    public void Delete(string path)
    {
        if (Directory.Exists(Full(path)))
        {
            Directory.Delete(Full(path), recursive: true);
        }
        else
        {
            File.Delete(Full(path));
        }
    }

    public void Link(string path, string target) => File.CreateSymbolicLink(Full(path), target);

    public string Full(string path) => Path.Combine(_root, path.TrimStart('/'));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
