using System.Globalization;

namespace Observe.Stack.Tests.Files;

/// <summary>A panel that alerts link to.</summary>
internal sealed record Panel(string Dashboard, int Id, string Title, string Shows, string Where)
{
    public static IEnumerable<Panel> Read(string path) => Yaml.Load(path).Entries().SelectMany(dashboard =>
        dashboard.Value.Entries().Select(panel => new Panel(
            dashboard.Key,
            int.Parse(panel.Key, CultureInfo.InvariantCulture),
            panel.Value.Text("title"),
            panel.Value.Text("shows"),
            $"{Path.GetFileName(path)} {dashboard.Key} {panel.Key}")));
}
