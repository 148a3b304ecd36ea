using Observe.EndToEnd.Corpora;

namespace Observe.EndToEnd.Kill;

/// <summary>
/// Appends to a log file without mercy: in pieces that end inside lines, rotated in one of the styles. Nothing is thrown away,
/// so everything written has to be counted.
/// </summary>
internal sealed class RotatingWriter(string path, CorpusKind kind, int seed, long rotateAt, RotationStyle style)
{
    private readonly Corpus _corpus = new(kind, seed);
    private readonly Random _random = new(seed);
    private readonly Rotator _rotator = new(path, style);

    public RotationStyle Style => style;

    public CorpusCounts Counts => _corpus.Counts;

    public int Rotations => _rotator.Rotations;

    /// <summary>Writes until cancelled; the last line is whole.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = Open();
        using var lines = new MemoryStream();
        while (!cancellation.IsCancellationRequested)
        {
            lines.SetLength(0);
            _corpus.WriteLines(lines, _random.Next(1, 200));
            var cut = _random.Next((int)lines.Length);
            file.Write(lines.GetBuffer(), 0, cut);
            await Task.Delay(_random.Next(0, 20), CancellationToken.None);
            file.Write(lines.GetBuffer(), cut, (int)lines.Length - cut);
            if (file.Length > rotateAt)
            {
                _rotator.Rotate(file);
                if (!_rotator.KeepsFile)
                {
                    await file.DisposeAsync();
                    file = Open();
                }
            }

            await Task.Delay(_random.Next(0, 20), CancellationToken.None);
        }

        await file.DisposeAsync();
    }

    private FileStream Open() => new(_rotator.Current, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
