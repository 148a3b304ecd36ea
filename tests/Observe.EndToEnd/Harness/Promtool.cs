using System.Diagnostics;

namespace Observe.EndToEnd.Harness;

/// <summary>Prometheus' own judgement on an exposition.</summary>
internal static class Promtool
{
    /// <summary>Passes when promtool has nothing at all to say.</summary>
    public static async Task AcceptsAsync(string exposition)
    {
        var start = new ProcessStartInfo(Programs.Find("promtool")!, ["check", "metrics"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var promtool = Process.Start(start)!;
        var output = promtool.StandardOutput.ReadToEndAsync();
        var errors = promtool.StandardError.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(exposition);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();

        Assert.True(promtool.ExitCode == 0 && (await output + await errors).Trim().Length == 0, $"promtool: {await output}{await errors}");
    }
}
