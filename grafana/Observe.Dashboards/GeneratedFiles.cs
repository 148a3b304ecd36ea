using Observe.Dashboards.Boards;
using Observe.Dashboards.Json;
using Observe.Dashboards.Pages;

namespace Observe.Dashboards;

/// <summary>Everything that is made of the source, by its path in the repository.</summary>
internal static class GeneratedFiles
{
    public static IReadOnlyDictionary<string, string> All() => AllBoards.List
        .SelectMany(board => new[]
        {
            (Path: $"grafana/dashboards/{board.Domain}/{board.Uid}.json", Text: DashboardJson.Text(board)),
            (Path: $"docs/dashboards/{board.Domain}.md", Text: DashboardPage.Text(board)),
        })
        .ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal);

    /// <summary>Files that are missing, differ, or are of no dashboard.</summary>
    public static IEnumerable<string> Differing(string root)
    {
        var files = All();
        var wrong = files.Where(f => !File.Exists(Path.Combine(root, f.Key)) || File.ReadAllText(Path.Combine(root, f.Key)) != f.Value).Select(f => f.Key);
        var others = Directory.GetFiles(Path.Combine(root, "grafana/dashboards"), "*", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(root, "docs/dashboards"), "*.md"))
            .Select(f => Path.GetRelativePath(root, f))
            .Where(f => !files.ContainsKey(f));
        return wrong.Concat(others).Order(StringComparer.Ordinal);
    }
}
