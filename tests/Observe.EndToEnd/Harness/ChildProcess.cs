using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Observe.EndToEnd.Harness;

/// <summary>A program started by a test: its output is kept, signals go to its id, and it never outlives the test.</summary>
internal sealed partial class ChildProcess : IDisposable
{
    public const int Terminate = 15;
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private bool _disposed;

    public ChildProcess(string program, IEnumerable<string> arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[key] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Both streams, for messages and for tests that do not care which one.</summary>
    public string Everything => Output + Errors;

    public void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            _ = NativeKill(_process.Id, signal);
        }
    }

    /// <summary>Waits for the end and returns the exit code; a program that does not end in time is killed and fails the test.</summary>
    public async Task<int> WaitAsync(TimeSpan? limit = null)
    {
        using var late = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(60));
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException cancelled)
        {
            Signal(Kill);
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end in time. It said:\n{Everything}", cancelled);
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Signal(Kill);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Keep(StringBuilder into, string? line)
    {
        if (line is not null)
        {
            lock (into)
            {
                into.AppendLine(line);
            }
        }
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
        {
            return from.ToString();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int NativeKill(int id, int signal);
}
