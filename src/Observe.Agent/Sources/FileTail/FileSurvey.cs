using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>Sizes and unread bytes of every watched file, for those who show them.</summary>
internal static class FileSurvey
{
    /// <param name="compressed">All compressed files that were found with their sizes, the open ones too.</param>
    public static List<FileStatus> Of(OpenFiles open, IReadOnlyList<(string Path, long Size)> compressed)
    {
        var status = new List<FileStatus>(open.Count + compressed.Count);
        foreach (var file in open.All)
        {
            var state = file.IsArchive ? FileState.Compressed : file.IsRotated ? FileState.Rotated : FileState.Active;
            status.Add(new FileStatus(file.Source.Path, file.Source.Provider ?? 0, state, file.Size, file.Lag));
        }

        foreach (var (path, size) in compressed)
        {
            if (open.At(path) is null)
            {
                status.Add(new FileStatus(path, 0, FileState.Compressed, size, 0));
            }
        }

        return status;
    }
}
