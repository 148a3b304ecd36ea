using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>Finds what a file that was just met can be a copy of: of logs that are open, and of those that were. Not thread-safe.</summary>
/// <param name="anyName">Whether copies are looked for under every name, or only under those that rotation gives.</param>
internal sealed class Originals(FileMemory memory, bool anyName)
{
    /// <summary>Of ever so many logs that begin alike a few are looked at: each costs a read.</summary>
    private const int MostAlike = 64;

    private readonly Dictionary<Fingerprint, List<Original>> _open = [];
    private readonly HashSet<int> _openLengths = [];

    /// <summary>Begins anew with the files that are open now.</summary>
    public void Reset(IEnumerable<TailedFile> open)
    {
        _open.Clear();
        _openLengths.Clear();
        foreach (var file in open)
        {
            Add(file);
        }
    }

    public void Add(TailedFile file)
    {
        if (file.Past is { } past)
        {
            memory.Remember(past);
        }

        if (file.Beginning is not { Length: > 0 } beginning)
        {
            return;
        }

        if (!_open.TryGetValue(beginning, out var alike))
        {
            _open[beginning] = alike = new List<Original>(1);
        }

        alike.Add(Original.Of(file));
        _openLengths.Add(beginning.Length);
    }

    /// <summary>
    /// The logs that begin as the content does. A log of a few bytes has nothing to be known by but its name: two programs can
    /// have begun with the same word.
    /// </summary>
    /// <param name="beginnings">Hashes of the first bytes of the content, by their number.</param>
    public List<Original> Of(ReadOnlySpan<ulong> beginnings, FileIdentity self, string path)
    {
        List<Original> originals = [];
        for (var length = 1; length < beginnings.Length; length++)
        {
            var beginning = new Fingerprint(beginnings[length], length);
            var open = _openLengths.Contains(length) ? _open.GetValueOrDefault(beginning) : null;
            foreach (var original in open?.Take(MostAlike) ?? [])
            {
                Add(originals, original, length, self, path);
            }

            foreach (var counted in memory.Alike(beginning).TakeLast(MostAlike))
            {
                if (open is null || !open.Exists(o => o.Counted.Identity == counted.Identity))
                {
                    Add(originals, new Original(counted, null, IsUnfinished: false), length, self, path);
                }
            }
        }

        return originals;
    }

    private void Add(List<Original> originals, Original original, int length, FileIdentity self, string path)
    {
        if (original.Counted.Identity != self && ((anyName && length == Fingerprint.MaxLength) || RotatedName.AreRelated(original.Counted.Path, path)))
        {
            originals.Add(original);
        }
    }
}
