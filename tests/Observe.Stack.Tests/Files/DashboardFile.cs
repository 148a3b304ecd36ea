using System.Text.Json.Nodes;

namespace Observe.Stack.Tests.Files;

/// <summary>A dashboard as Grafana will read it.</summary>
internal sealed record DashboardFile(string Path, JsonNode Root)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path))!;

    public string Uid => Root.Text("uid");

    /// <summary>Without headings.</summary>
    public IEnumerable<DashboardPanel> Panels => All.Where(p => p.Type != "row");

    /// <summary>With headings.</summary>
    public IEnumerable<DashboardPanel> All => Root.Items("panels").SelectMany(p => p.Items("panels").Prepend(p)).Select(p => new DashboardPanel(this, p));

    public IEnumerable<JsonNode> Variables => Root["templating"].Items("list");

    public IEnumerable<JsonNode> Annotations => Root["annotations"].Items("list");
}
