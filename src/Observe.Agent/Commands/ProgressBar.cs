using System.Globalization;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Commands;

/// <summary>How far a pass over the files is, on one line of a terminal; shows nothing anywhere else.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Cells = 30;

    private readonly TextWriter? _terminal;
    private long _start = -1;
    private bool _shown;

    private ProgressBar(TextWriter? terminal) => _terminal = terminal;

    /// <summary>On a terminal only: neither in a pipe nor in a test.</summary>
    public static ProgressBar On(TextWriter error) =>
        new(ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected ? error : null);

    public void Show(IReadOnlyList<TailedFile> files)
    {
        if (_terminal is null)
        {
            return;
        }

        var done = files.Sum(f => f.Offset);
        if (_start < 0)
        {
            _start = done;
        }

        var total = Math.Max(1, files.Sum(f => f.Size) - _start);
        var share = Math.Clamp((double)(done - _start) / total, 0, 1);
        var filled = (int)(share * Cells);
        var bar = new string('#', filled) + new string('.', Cells - filled);
        _terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{bar}] {share,4:0 %}  {(done - _start) / 1e6:0} of {total / 1e6:0} MB  {files.Count} files "));
        _shown = true;
    }

    /// <summary>Leaves the line to what is printed next.</summary>
    public void Dispose()
    {
        if (_shown)
        {
            _terminal!.Write("\r\e[K");
            _shown = false;
        }
    }
}
