using System.ComponentModel;
using System.Diagnostics;

namespace Observe.Tokenizer.Tests.Oracle;

/// <summary>Finds npm's tiktoken, which is installed once a machine into a cache outside the tree.</summary>
internal static class TiktokenPackage
{
    private const string Version = "1.0.22";

    private static readonly Lazy<(string? Module, string? Problem)> Found = new(Find);

    /// <summary>The module's path, or null when <see cref="Problem"/> says why there is none.</summary>
    public static string? Module => Found.Value.Module;

    public static string? Problem => Found.Value.Problem;

    private static (string?, string?) Find()
    {
        if (Run("node", "--version") is { } noNode)
        {
            return (null, $"node does not run here: {noNode}");
        }

        var cache = Environment.GetEnvironmentVariable("OBSERVE_TEST_CACHE") is { Length: > 0 } named
            ? named
            : Path.Combine(Path.GetTempPath(), "observe-test-cache");
        var home = Path.Combine(cache, $"tiktoken-{Version}");
        var module = Path.Combine(home, "node_modules", "tiktoken", "tiktoken.cjs");
        return File.Exists(module) || Install(cache, home) is not { } problem || File.Exists(module)
            ? (module, null)
            : (null, $"npm could not install tiktoken {Version}: {problem}");
    }

    /// <summary>Installs aside and moves, so that test runs at the same time never see half of it.</summary>
    private static string? Install(string cache, string home)
    {
        var aside = Path.Combine(cache, $"tiktoken-{Guid.NewGuid():N}");
        Directory.CreateDirectory(aside);
        var problem = Run("npm", "install", "--no-audit", "--no-fund", "--prefix", aside, $"tiktoken@{Version}");
        if (problem is null)
        {
            try
            {
                Directory.Move(aside, home);
                return null;
            }
            catch (IOException error)
            {
                problem = error.Message;
            }
        }

        Directory.Delete(aside, recursive: true);
        return problem;
    }

    /// <summary>Null when the program ran and was content, else what it said.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEnd();
            _ = output.Result;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (Win32Exception error)
        {
            return error.Message;
        }
    }
}
