using System.Runtime.CompilerServices;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live;

/// <summary>
/// A copy of the project's folder <c>prometheus</c>, as it is but for the addresses, and for the durations where time runs faster.
/// The agents stand in <c>targets/agents.yml</c>, as further agents do.
/// </summary>
internal sealed class StackFiles(TempDirectory home, TimeScale scale)
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../prometheus"));

    public string Prometheus => home["stack/prometheus.yml"];

    public string Alertmanager => home["stack/alertmanager.yml"];

    /// <param name="changes">Texts in the project's configuration with those that take their place.</param>
    public void Write(params IReadOnlyList<(string Old, string New)> changes)
    {
        foreach (var path in Directory.EnumerateFiles(Source, "*.yml", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Source, path);
            if (name.StartsWith("tests", StringComparison.Ordinal))
            {
                continue;
            }

            // A slow scrape shall be late, not lost: the shorter the interval, the more of it this machine's other work may take.
            var text = scale.Apply(File.ReadAllText(path).Replace("scrape_timeout: 10s", "scrape_timeout: 15s", StringComparison.Ordinal));
            home.Write($"stack/{name}", changes.Aggregate(text, (t, change) => t.Replace(change.Old, change.New, StringComparison.Ordinal)));
        }
    }

    /// <summary>Prometheus notices by itself.</summary>
    public void ShowAgents(IEnumerable<string> addresses)
    {
        var text = string.Concat(addresses.Select(address => $"- targets: ['{address}']\n  labels: {{host: local}}\n"));
        var written = home.Write("stack/agents.new", text.Length > 0 ? text : "[]\n");
        Directory.CreateDirectory(home["stack/targets"]);
        File.Move(written, home["stack/targets/agents.yml"], overwrite: true);
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
