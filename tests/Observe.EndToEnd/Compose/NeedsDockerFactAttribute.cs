using System.Diagnostics;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Compose;

/// <summary>A test that drives the docker command; where no engine answers it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsDockerFactAttribute : FactAttribute
{
    public NeedsDockerFactAttribute()
    {
        Skip = WhatIsMissing()!;
    }

    private static string? WhatIsMissing()
    {
        if (Programs.Find("docker") is not { } docker)
        {
            return "needs docker with its compose plugin: it is not installed";
        }

        string[][] questions = [["version", "--format", "{{.Server.Version}}"], ["compose", "version"], ["buildx", "version"]];
        return questions.Select(question => Fault(docker, question)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(string docker, string[] question)
    {
        using var process = Process.Start(new ProcessStartInfo(docker, question) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd().Trim();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
            return $"needs a docker engine: 'docker {string.Join(' ', question)}' did not answer";
        }

        _ = said.Result;
        return process.ExitCode == 0 ? null : $"needs a docker engine with compose and buildx: 'docker {string.Join(' ', question)}' says: {errors.ReplaceLineEndings(" ")}";
    }
}
