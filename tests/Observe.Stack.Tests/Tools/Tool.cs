using System.Diagnostics;

namespace Observe.Stack.Tests.Tools;

/// <summary>Runs one of the programs that judge configurations, to its end.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException cancelled)
        {
            process.Kill();
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Limit}", cancelled);
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Passes when the program is content.</summary>
    public static async Task<string> AcceptsAsync(string program, string folder, params string[] arguments)
    {
        var (code, output) = await RunAsync(program, folder, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }
}
