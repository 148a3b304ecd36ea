using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observe.Dashboards.Boards;

namespace Observe.EndToEnd.Dashboards;

/// <summary>What a panel of a dashboard file asks of Prometheus, with variables set to everything.</summary>
internal sealed partial record PanelQuery(string Dashboard, int Panel, string Title, string RefId, string Expr, bool IsInstant, string? EmptyWhen)
{
    public const string RateInterval = "12s";
    public const string Range = "60s";

    private static readonly string Folder = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../grafana/dashboards"));

    public static IEnumerable<PanelQuery> All() => Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Read);

    public override string ToString() => $"{Dashboard} {Panel} {Title} {RefId}";

    private static IEnumerable<PanelQuery> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var uid = document.RootElement.GetProperty("uid").GetString()!;
        return [.. document.RootElement.GetProperty("panels").EnumerateArray().Where(p => p.GetProperty("type").GetString() != "row").SelectMany(p => Read(uid, p))];
    }

    private static IEnumerable<PanelQuery> Read(string uid, JsonElement panel)
    {
        var id = panel.GetProperty("id").GetInt32();
        var source = AllBoards.List.Single(b => b.Uid == uid).Panels.Single(p => p.Id == id);
        foreach (var (target, query) in panel.GetProperty("targets").EnumerateArray().Zip(source.Queries))
        {
            if (target.GetProperty("datasource").GetProperty("type").GetString() == "prometheus")
            {
                yield return new PanelQuery(
                    uid, id, source.Title, target.GetProperty("refId").GetString()!, WithValues(target.GetProperty("expr").GetString()!),
                    target.GetProperty("instant").GetBoolean(), query.EmptyWhen ?? source.EmptyWhen);
            }
        }
    }

    private static string WithValues(string expr) => Variables().Replace(expr, match => match.Value switch
    {
        "$__rate_interval" => RateInterval,
        "$__range" => Range,
        // What label_replace refers to.
        "$1" => match.Value,
        _ => ".*",
    });

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"\$\w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variables();
}
