using System.Text.Json;

namespace Observe.Instrumentation.Cmr.Profiling;

/// <summary>An earlier profile to compare with.</summary>
/// <param name="Timestamp">When it was taken, UTC.</param>
/// <param name="Entries">What each phase cost.</param>
public sealed record CmrProfileBaseline(DateTimeOffset Timestamp, IReadOnlyList<CmrBaselineEntry> Entries)
{
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>Writes the baseline as JSON; a file that is there is replaced once the new one is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = path + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(this, ObserveJsonContext.Default.CmrProfileBaseline));
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="IOException">The file cannot be read or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is no baseline, or has more than 16 MB.</exception>
    public static CmrProfileBaseline Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
        {
            throw new InvalidDataException($"{path} is no baseline: it has more than {MaxBytes} bytes");
        }

        CmrProfileBaseline? baseline;
        try
        {
            baseline = JsonSerializer.Deserialize(File.ReadAllBytes(path), ObserveJsonContext.Default.CmrProfileBaseline);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no baseline: {e.Message}", e);
        }

        if (baseline?.Entries is null || baseline.Entries.Any(e => e?.Phase is null))
        {
            throw new InvalidDataException($"{path} is no baseline: it has no entries with a phase");
        }

        return baseline;
    }
}
