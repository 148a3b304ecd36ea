using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Observe.Stack.Tests.Files;

/// <summary>
/// The files that the linters look at, below one root: the repository's, or a fixture's. What a fixture leaves out is empty.
/// </summary>
internal sealed class StackFiles
{
    private StackFiles(string root) => Root = root;

    public string Root { get; }

    public required IReadOnlyList<Rule> Rules { get; init; }

    public IEnumerable<Rule> Alerts => Rules.Where(r => r.IsAlert);

    public IEnumerable<Rule> Records => Rules.Where(r => !r.IsAlert);

    /// <summary>prometheus.yml; null where there is none.</summary>
    public YamlNode? Prometheus { get; init; }

    /// <summary>grafana/panels.yml: the panels that alerts link to, by dashboard and id.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>grafana/dashboards, a folder a domain.</summary>
    public required IReadOnlyList<DashboardFile> Dashboards { get; init; }

    /// <summary>The folders of dashboards that Grafana is told of.</summary>
    public required IReadOnlyList<string> ProvidedFolders { get; init; }

    /// <summary>The uids of the data sources that Grafana is told of.</summary>
    public required IReadOnlyList<string> DataSources { get; init; }

    /// <summary>Alert names that have a test file, with the file's path.</summary>
    public required IReadOnlyDictionary<string, string> AlertTests { get; init; }

    /// <summary>Pages of docs/runbooks by file name without extension.</summary>
    public required IReadOnlyDictionary<string, string> Runbooks { get; init; }

    /// <summary>docs/alerts.md; empty where there is none.</summary>
    public required string AlertsPage { get; init; }

    public static StackFiles Load(string root) => new(root)
    {
        Rules = [.. Files(root, "prometheus/rules", "*.yml").SelectMany(f => RuleReader.Read(f, Path.GetRelativePath(root, f)))],
        Prometheus = File.Exists(Path.Combine(root, "prometheus/prometheus.yml")) ? Yaml.Load(Path.Combine(root, "prometheus/prometheus.yml")) : null,
        Panels = [.. Files(root, "grafana", "panels.yml").SelectMany(Panel.Read)],
        Dashboards = [.. Below(root, "grafana/dashboards", "*.json").Select(f => new DashboardFile(f, JsonNode.Parse(File.ReadAllText(f))!))],
        ProvidedFolders = [.. Files(root, "grafana/provisioning/dashboards", "*.yml").SelectMany(f => Yaml.Load(f).Child("providers").Items()).Select(p => p.Child("options").Text("path"))],
        DataSources = [.. Files(root, "grafana/provisioning/datasources", "*.yml").SelectMany(f => Yaml.Load(f).Child("datasources").Items()).Select(d => d.Text("uid"))],
        AlertTests = ByName(Files(root, "prometheus/tests", "*.yml")),
        Runbooks = ByName(Files(root, "docs/runbooks", "*.md")),
        AlertsPage = Files(root, "docs", "alerts.md").Select(File.ReadAllText).FirstOrDefault(""),
    };

    private static IEnumerable<string> Files(string root, string folder, string pattern) =>
        Directory.Exists(Path.Combine(root, folder)) ? Directory.GetFiles(Path.Combine(root, folder), pattern).Order(StringComparer.Ordinal) : [];

    private static IEnumerable<string> Below(string root, string folder, string pattern) =>
        Directory.Exists(Path.Combine(root, folder))
            ? Directory.GetFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [];

    private static Dictionary<string, string> ByName(IEnumerable<string> files) =>
        files.ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);
}
