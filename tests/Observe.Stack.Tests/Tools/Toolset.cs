using System.Diagnostics;

namespace Observe.Stack.Tests.Tools;

/// <summary>promtool and amtool of one version: the system's, or the newest that tests/newest-prometheus.sh finds.</summary>
internal sealed record Toolset(string Name, string? Promtool, string? Amtool, string WhyMissing)
{
    private static readonly Lazy<Toolset> s_newest = new(FindNewest);

    public static Toolset System { get; } = FindSystem();

    public static Toolset Newest => s_newest.Value;

    public static Toolset Of(string name) => name == System.Name ? System : Newest;

    private static Toolset FindSystem()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/usr/local/bin"]);
        string? Find(string name) => folders.Where(f => f.Length > 0).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);
        return new Toolset(
            "system",
            Find("promtool"),
            Find("amtool"),
            "needs promtool and amtool: apt-get install prometheus prometheus-alertmanager, or run tests/run.sh");
    }

    private static Toolset FindNewest()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests/newest-prometheus.sh"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync();
        var path = script.StandardOutput.ReadToEnd().Trim();
        script.WaitForExit();
        string? Beside(string name) => script.ExitCode == 0 ? Path.Combine(Path.GetDirectoryName(path)!, name) : null;
        return new Toolset("newest", Beside("promtool"), Beside("amtool"), errors.GetAwaiter().GetResult().Trim());
    }
}
