using Observe.EndToEnd.Corpora;

namespace Observe.EndToEnd.Kill;

/// <summary>
/// Appends to a log file without mercy: in pieces that end inside lines, with rotation by renaming the whole chain
/// (<c>app.log</c> to <c>.1</c>, <c>.1</c> to <c>.2</c>, ...). Nothing is deleted, so everything written has to be counted.
/// </summary>
internal sealed class RotatingWriter(string path, CorpusKind kind, int seed, long rotateAt)
{
    private readonly Corpus _corpus = new(kind, seed);
    private readonly Random _random = new(seed);

    public CorpusCounts Counts => _corpus.Counts;

    public int Rotations { get; private set; }

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
                await file.DisposeAsync();
                Rotate();
                file = Open();
            }

            await Task.Delay(_random.Next(0, 20), CancellationToken.None);
        }

        await file.DisposeAsync();
    }

    private FileStream Open() => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private void Rotate()
    {
        for (var i = Rotations; i >= 0; i--)
        {
            File.Move(i == 0 ? path : $"{path}.{i}", $"{path}.{i + 1}");
        }

        Rotations++;
    }
}
