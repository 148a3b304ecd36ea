using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Origins;

namespace Observe.Agent.Sources.FileTail;

/// <summary>What became of files since the last commit, to be stored by the next. Not thread-safe.</summary>
internal sealed class FileChanges(FileMemory memory)
{
    private readonly List<FileCheckpoint> _checkpoints = [];
    private readonly List<FileIdentity> _forgotten = [];
    private readonly List<KeyValuePair<string, long>> _followed = [];

    /// <summary>Keeps what is known of a file that is not open.</summary>
    public void Keep(FileCheckpoint checkpoint)
    {
        memory.Remember(checkpoint);
        _checkpoints.Add(checkpoint);
    }

    /// <summary>Keeps what was counted of a file that is about to be closed.</summary>
    public void KeepLast(TailedFile file)
    {
        Keep(file.TakeCheckpoint());
        TakePast(file, _checkpoints);
    }

    /// <summary>Notes that a pattern is watched, when it was not before.</summary>
    public void Follow(Glob watched, long nowUnixMilliseconds)
    {
        if (memory.Follow(watched, nowUnixMilliseconds))
        {
            _followed.Add(new(watched.Pattern, nowUnixMilliseconds));
        }
    }

    public void Forget(IEnumerable<FileIdentity> files) => _forgotten.AddRange(files);

    /// <summary>Moves what changed into the commit, with what was counted of open files.</summary>
    public void Take(OpenFiles open, List<FileCheckpoint> checkpoints, List<FileIdentity> forgotten, List<KeyValuePair<string, long>> followed)
    {
        Move(_checkpoints, checkpoints);
        foreach (var file in open.All)
        {
            if (file.IsDirty)
            {
                checkpoints.Add(file.TakeCheckpoint());
                TakePast(file, checkpoints);
            }
        }

        Move(_forgotten, forgotten);
        Move(_followed, followed);
    }

    private void TakePast(TailedFile file, List<FileCheckpoint> checkpoints)
    {
        if (file.TakePast() is { } past)
        {
            memory.Remember(past);
            checkpoints.Add(past);
        }
    }

    private static void Move<T>(List<T> from, List<T> to)
    {
        to.AddRange(from);
        from.Clear();
    }
}
