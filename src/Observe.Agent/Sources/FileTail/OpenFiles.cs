using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>The files that are open now, by what they are and by the one name that each goes by here. Not thread-safe.</summary>
internal sealed class OpenFiles
{
    private readonly Dictionary<FileIdentity, TailedFile> _byIdentity = [];
    private readonly Dictionary<string, TailedFile> _byPath = new(StringComparer.Ordinal);

    public int Count => _byIdentity.Count;

    public int Archives { get; private set; }

    public Dictionary<FileIdentity, TailedFile>.ValueCollection All => _byIdentity.Values;

    public Dictionary<FileIdentity, TailedFile>.KeyCollection Identities => _byIdentity.Keys;

    public TailedFile? At(string path) => _byPath.GetValueOrDefault(path);

    public TailedFile? Find(FileIdentity identity) => _byIdentity.GetValueOrDefault(identity);

    public void Add(TailedFile file)
    {
        _byIdentity[file.Identity] = file;
        _byPath[file.Source.Path] = file;
        Archives += file.IsArchive ? 1 : 0;
    }

    public void Rename(TailedFile file, string path)
    {
        ReleaseName(file);
        file.Source.Path = path;
        _byPath[path] = file;
    }

    public void Close(TailedFile file)
    {
        _byIdentity.Remove(file.Identity);
        ReleaseName(file);
        Archives -= file.IsArchive ? 1 : 0;
        file.Dispose();
    }

    public void CloseAll()
    {
        foreach (var file in _byIdentity.Values)
        {
            file.Dispose();
        }

        _byIdentity.Clear();
        _byPath.Clear();
    }

    /// <summary>The name may belong to another file by now.</summary>
    private void ReleaseName(TailedFile file)
    {
        if (At(file.Source.Path) == file)
        {
            _byPath.Remove(file.Source.Path);
        }
    }
}
