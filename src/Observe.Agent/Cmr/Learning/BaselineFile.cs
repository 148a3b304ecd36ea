using System.Text.Json;

namespace Observe.Agent.Cmr.Learning;

/// <summary>Keeps the learned durations over restarts: a small file of its own, because nothing else has to agree with it.</summary>
internal static class BaselineFile
{
    public const string Name = "cmr.json";

    private const long MaxBytes = 16 * 1024 * 1024;

    public static void Save(string path, IEnumerable<KeyValuePair<BaselineKey, LearnedDuration>> learned)
    {
        var rows = learned.Select(l => new BaselineRow(l.Key.Source, l.Key.Phase, l.Key.Layer, l.Value.Mean, l.Value.Variance, l.Value.Stretches)).ToList();
        var beside = path + ".new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(rows, BaselineJson.Default.ListBaselineRow));
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Nothing when there is no file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IReadOnlyList<KeyValuePair<BaselineKey, LearnedDuration>> Load(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return [];
        }

        try
        {
            var rows = file.Length <= MaxBytes ? JsonSerializer.Deserialize(File.ReadAllBytes(path), BaselineJson.Default.ListBaselineRow) : null;
            return rows is not null && rows.TrueForAll(r => r.IsSound)
                ? [.. rows.Select(r => KeyValuePair.Create(new BaselineKey(r.Source, r.Phase, r.Layer), LearnedDuration.Of(r.Mean, r.Variance, r.Stretches)))]
                : throw new InvalidDataException($"{path} is damaged");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is damaged: {e.Message}", e);
        }
    }
}
