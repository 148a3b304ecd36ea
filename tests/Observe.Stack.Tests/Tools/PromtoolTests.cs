namespace Observe.Stack.Tests.Tools;

/// <summary>What promtool says, in the version of Debian 12 and in the newest one: they differ in the edges of ranges.</summary>
public abstract class PromtoolTests(string toolset)
{
    private static readonly string Prometheus = Path.Combine(Repository.Root, "prometheus");

    private readonly Toolset _tools = Toolset.Of(toolset);

    private protected Task CheckConfigAsync() =>
        Tool.AcceptsAsync(_tools.Promtool!, Prometheus, "check", "config", "--lint=all", "--lint-fatal", "prometheus.yml");

    private protected Task CheckRulesAsync() =>
        Tool.AcceptsAsync(_tools.Promtool!, Prometheus, ["check", "rules", "--lint=all", "--lint-fatal", .. Relative("rules")]);

    private protected async Task TestRulesAsync()
    {
        var tests = Relative("tests");
        Assert.NotEmpty(tests);
        await Tool.AcceptsAsync(_tools.Promtool!, Prometheus, ["test", "rules", .. tests]);
    }

    /// <summary>The block prepared for remote storage is no comment that only looks like one.</summary>
    private protected async Task CheckRemoteWriteAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Prometheus, "prometheus.yml"));
        var from = Array.FindIndex(lines, l => l.StartsWith("# remote_write:", StringComparison.Ordinal));
        Assert.True(from > 0, "no prepared block for remote write");
        var folder = Directory.CreateTempSubdirectory("observe-stack-");
        try
        {
            var active = lines.Take(from).Where(l => !l.Contains(".yml", StringComparison.Ordinal) && l != "rule_files:")
                .Select(l => l.Replace("file_sd_configs:", "file_sd_configs: []", StringComparison.Ordinal))
                .Concat(lines.Skip(from).Select(l => l[Math.Min(2, l.Length)..]));
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "prometheus.yml"), active);
            await Tool.AcceptsAsync(_tools.Promtool!, folder.FullName, "check", "config", "prometheus.yml");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Relative(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Prometheus, folder), "*.yml").Select(f => Path.GetRelativePath(Prometheus, f)).Order(StringComparer.Ordinal)];
}
