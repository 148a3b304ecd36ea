using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Metrics;

/// <summary>
/// Every metric that Prometheus may hold in this stack: the agent's, and those that apps push with the instrumentation library, by
/// the names in their sources; those of the exporters beside it, as lists taken from the real ones; and Prometheus' own about
/// targets and alerts.
/// </summary>
internal static partial class MetricCatalogue
{
    /// <summary>What the unit and the kind of a metric append to its name.</summary>
    private static readonly string[] Suffixes = ["", "_total", "_ratio", "_bytes", "_bytes_total", "_seconds", "_seconds_total", "_info"];

    private static readonly string[] HistogramSuffixes = ["", "_bucket", "_sum", "_count"];

    private static readonly string[] OfPrometheusItself =
    [
        "up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added",
        "ALERTS", "ALERTS_FOR_STATE",
    ];

    private static readonly Lazy<HashSet<string>> s_names = new(ReadNames);

    private static readonly Lazy<Dictionary<string, string>> s_exported = new(ReadExporters);

    public static bool IsKnown(string name) =>
        IsOurs(name) || s_exported.Value.ContainsKey(name) || OfPrometheusItself.Contains(name);

    /// <summary>Whether a source of ours names a metric that Prometheus knows by this name.</summary>
    private static bool IsOurs(string name) => Stems(name).Any(s_names.Value.Contains);

    public static bool IsCounter(string name) =>
        name.EndsWith("_total", StringComparison.Ordinal)
        || HistogramSuffixes.Skip(1).Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal))
        || s_exported.Value.GetValueOrDefault(name) is "counter";

    /// <summary>What a name may have been before unit and kind were appended.</summary>
    private static IEnumerable<string> Stems(string name) =>
        HistogramSuffixes.Where(s => name.EndsWith(s, StringComparison.Ordinal)).Select(s => name[..^s.Length])
            .SelectMany(stem => Suffixes.Where(s => stem.EndsWith(s, StringComparison.Ordinal)).Select(s => stem[..^s.Length]));

    private static HashSet<string> ReadNames()
    {
        string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
        var ofAgent = Read("src/Observe.Agent/Metrics/MetricNames.cs").Split("// Attributes.")[0];
        var ofMemoryLayer = Read("src/Observe.Instrumentation/Cmr/CmrInstruments.cs");
        return [.. Literal().Matches(ofAgent + ofMemoryLayer).Select(m => m.Groups["name"].Value.Replace('.', '_'))];
    }

    private static Dictionary<string, string> ReadExporters()
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Tests, "Exporters"), "*.txt"))
        {
            foreach (var line in File.ReadLines(file).Where(l => l.Length > 0))
            {
                var parts = line.Split(' ');
                types[parts[0]] = parts[1];
                if (parts[1] is "histogram")
                {
                    Array.ForEach(HistogramSuffixes[1..], suffix => types[parts[0] + suffix] = "counter");
                }
            }
        }

        return types;
    }

    [GeneratedRegex("\"(?<name>[a-z][a-z0-9_.]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
