using System.Globalization;
using System.Text;

namespace Observe.Agent.Tests.Hosting.Model;

/// <summary>
/// An application that writes one log and has it rotated in every way, at random but repeatably. It knows how many lines and
/// bytes it wrote. What would take lines away unread (truncating, deleting) waits until they are counted, as its caller says.
/// </summary>
internal sealed class RandomLogFile(string path, int seed, Func<long, Task> untilCounted) : IDisposable
{
    private const int KeptRotated = 3;

    private readonly Random _random = new(seed);
    private readonly List<string> _done = [];
    private FileStream? _stream;
    private string? _unfinished;

    public string Name => Path.GetFileNameWithoutExtension(path);

    public long Lines { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>What was done last, to read when a count is wrong.</summary>
    public string LastSteps => string.Join("\n  ", _done.TakeLast(60));

    public async Task StepAsync()
    {
        switch (_random.Next(100))
        {
            case < 50:
                Append(_random.Next(1, 4));
                break;
            case < 55:
                Append(_random.Next(500, 3000));
                break;
            case < 72:
                Begin();
                break;
            case < 86:
                await RotateAsync();
                break;
            case < 94:
                await CopyAndTruncateAsync(withCopy: _random.Next(2) == 0);
                break;
            default:
                await DeleteAsync();
                break;
        }

        await Task.Delay(_random.Next(3) == 0 ? _random.Next(200) : _random.Next(20));
    }

    public void Dispose() => _stream?.Dispose();

    private void Append(int lines)
    {
        Done($"append {lines}");
        var text = new StringBuilder(_unfinished is null ? "" : _unfinished + "\n");
        _unfinished = null;
        for (var i = 0; i < lines; i++)
        {
            text.Append(NewLine()).Append('\n');
        }

        Write(text.ToString());
    }

    /// <summary>Writes the beginning of a line; its rest comes with the next lines, or never when the file is rotated first.</summary>
    private void Begin()
    {
        Append(1);
        var line = NewLine();
        var length = _random.Next(1, line.Length + 1);
        Done($"begin {length} of {line.Length}");
        _unfinished = line[length..];
        Write(line[..length]);
    }

    private async Task RotateAsync()
    {
        if (_stream is null)
        {
            return;
        }

        if (File.Exists($"{path}.{KeptRotated}"))
        {
            await CountedAsync();
            File.Delete($"{path}.{KeptRotated}");
        }

        Done("rotate");
        for (var i = KeptRotated - 1; i >= 1; i--)
        {
            if (File.Exists($"{path}.{i}"))
            {
                File.Move($"{path}.{i}", $"{path}.{i + 1}");
            }
        }

        File.Move(path, $"{path}.1");
        if (_random.Next(3) == 0)
        {
            // As a program does that has not yet been told to open its log anew.
            Append(_random.Next(1, 3));
        }

        _unfinished = null;
        _stream.Dispose();
        _stream = null;
    }

    private async Task CopyAndTruncateAsync(bool withCopy)
    {
        if (_stream is null || File.Exists($"{path}.1"))
        {
            return;
        }

        await CountedAsync();
        Done(withCopy ? "copy and truncate" : "truncate");
        if (withCopy)
        {
            File.Copy(path, $"{path}.1");
        }

        _unfinished = null;
        _stream.SetLength(0);
    }

    private async Task DeleteAsync()
    {
        if (_stream is null)
        {
            return;
        }

        await CountedAsync();
        Done("delete");
        _unfinished = null;
        File.Delete(path);
        _stream.Dispose();
        _stream = null;
    }

    private async Task CountedAsync()
    {
        Done($"wait for {Lines} lines");
        await untilCounted(Lines);
    }

    private void Write(string text)
    {
        _stream ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = Encoding.UTF8.GetBytes(text);
        _stream.Seek(0, SeekOrigin.End);
        _stream.Write(bytes);
        Bytes += bytes.Length;
    }

    /// <summary>Lines are of one length, so that files that differ are often of one size.</summary>
    private string NewLine() => string.Create(
        CultureInfo.InvariantCulture, $$"""{"level":"info","message":"line {{++Lines:00000000}} of {{Name}}"}""");

    private void Done(string step) => _done.Add($"{TimeProvider.System.GetUtcNow():mm:ss.fff} {step}");
}
