using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Sources.FileTail.Origins;

/// <summary>
/// Finds out which of the known logs an archive was made from. Its content can only be gone through from the start on, which
/// takes as long as decompressing does, so this is for whoever reads the file, not for who finds it.
/// </summary>
/// <param name="originals">The logs that begin alike.</param>
/// <param name="readOthers">Whether it is to be read when it comes from none of them.</param>
internal sealed class ArchiveOrigin(IReadOnlyList<Original> originals, bool readOthers)
{
    /// <summary>The log whose counts are those of the archive; null when there is none.</summary>
    /// <param name="outcome"><see cref="ReadOutcome.Lines"/> when the archive can be read from there.</param>
    public FileCheckpoint? Find(ILogContent content, string path, out ReadOutcome outcome)
    {
        Original? found = null;
        foreach (var original in originals.OrderBy(o => o.Counted.Offset))
        {
            if (original.Counted.IsCountedOf(content) || (found is null && content.Length is { } length && length < original.Counted.Offset && HasAll(original, content, path, length)))
            {
                found = original;
            }
        }

        // What the archive has beyond what was counted may be read from the log itself meanwhile.
        outcome = found is null ? (readOthers ? ReadOutcome.Lines : ReadOutcome.NotOurs) : found.IsAsItWas ? ReadOutcome.Lines : ReadOutcome.TooEarly;
        return found?.Counted;
    }

    /// <summary>
    /// Of an archive shorter than what was counted: a copy made earlier, or one made while the log grew and was truncated
    /// then. The log itself tells as long as it is there, after that its name.
    /// </summary>
    private static bool HasAll(Original original, ILogContent content, string path, long length) => original.Open is { } open
        ? open.Has(Fingerprint.Before(content, length), length)
        : RotatedName.AreRelated(original.Counted.Path, path);
}
