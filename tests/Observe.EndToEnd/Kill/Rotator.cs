using System.Globalization;
using System.IO.Compression;

namespace Observe.EndToEnd.Kill;

/// <summary>Rotates one log in one style, as logrotate, programs and people do.</summary>
internal sealed class Rotator(string path, RotationStyle style)
{
    private const string Gzip = ".gz";

    public int Rotations { get; private set; }

    /// <summary>Where to write now.</summary>
    public string Current => style == RotationStyle.Dated ? Dated(Rotations) : path;

    /// <summary>Whether the log stays the same file and is not to be opened anew.</summary>
    public bool KeepsFile => style is RotationStyle.CopyAndTruncate or RotationStyle.CopyTruncateAndCompress;

    /// <summary>Rotates what is written so far.</summary>
    public void Rotate(FileStream log)
    {
        Rotations++;
        switch (style)
        {
            case RotationStyle.Chain or RotationStyle.CompressedChain:
                RotateChain();
                break;
            case RotationStyle.CopyAndTruncate or RotationStyle.CopyTruncateAndCompress:
                var copy = $"{path}.{Rotations}";
                File.Copy(path, copy);
                log.SetLength(0);
                if (style == RotationStyle.CopyTruncateAndCompress)
                {
                    Compress(copy, copy + Gzip);
                }

                break;
            case RotationStyle.Archive:
                MoveToArchive();
                break;
            case RotationStyle.Dated when Rotations >= 2:
                Compress(Dated(Rotations - 2), Dated(Rotations - 2) + Gzip);
                break;
        }
    }

    private void RotateChain()
    {
        for (var i = Rotations - 1; i >= 0; i--)
        {
            var from = i == 0 ? path : $"{path}.{i}";
            var suffix = File.Exists(from) ? "" : Gzip;
            File.Move(from + suffix, $"{path}.{i + 1}{suffix}");
        }

        if (style == RotationStyle.CompressedChain && File.Exists($"{path}.2"))
        {
            Compress($"{path}.2", $"{path}.2{Gzip}");
        }
    }

    private void MoveToArchive()
    {
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "archive");
        Directory.CreateDirectory(folder);
        var moved = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"kept-{Rotations}.log"));
        if (Rotations % 2 == 0)
        {
            File.Move(path, moved);
        }
        else
        {
            Compress(path, moved + Gzip);
        }
    }

    /// <summary>In pieces, as gzip does; every third under another name until it is whole.</summary>
    private void Compress(string from, string to)
    {
        var written = Rotations % 3 == 0 ? to + ".tmp" : to;
        using (var source = File.OpenRead(from))
        using (var gzip = new GZipStream(new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0), CompressionLevel.Fastest))
        {
            source.CopyTo(gzip, 64 * 1024);
        }

        File.SetLastWriteTimeUtc(written, File.GetLastWriteTimeUtc(from));
        if (written != to)
        {
            File.Move(written, to);
        }

        File.Delete(from);
    }

    private string Dated(int day) => string.Create(
        CultureInfo.InvariantCulture, $"{path[..^".log".Length]}-{new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day):yyyy-MM-dd}.log");
}
