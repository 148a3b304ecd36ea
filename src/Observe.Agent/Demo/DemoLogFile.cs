using System.Text;

namespace Observe.Agent.Demo;

/// <summary>A log file that is appended to and rotated by renaming once it is full; the oldest rotated file is deleted.</summary>
internal sealed class DemoLogFile(string path, long maxBytes = DemoLogFile.DefaultMaxBytes) : IDisposable
{
    public const long DefaultMaxBytes = 512 * 1024;

    /// <summary>Rotated files beside the one that is written, <c>.1</c> the youngest.</summary>
    public const int Kept = 2;

    private FileStream? _stream;

    /// <summary>Appends whole lines in one write and says how many they were.</summary>
    public int Append(StringBuilder text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        _stream ??= Open();
        if (_stream.Position > 0 && _stream.Position + bytes.Length > maxBytes)
        {
            Rotate();
            _stream = Open();
        }

        _stream.Write(bytes);
        return bytes.AsSpan().Count((byte)'\n');
    }

    public void Dispose() => _stream?.Dispose();

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private void Rotate()
    {
        _stream?.Dispose();
        for (var i = Kept; i > 0; i--)
        {
            var younger = i == 1 ? path : $"{path}.{i - 1}";
            if (File.Exists(younger))
            {
                File.Move(younger, $"{path}.{i}", overwrite: true);
            }
        }
    }
}
