namespace Observe.Dashboards.Schema;

/// <summary>Where links lead: the docs as in the external labels of prometheus.yml, and uids.</summary>
internal static class Addresses
{
    public const string Docs = "https://github.com/observe/observe/blob/main/docs";
    public const string Prometheus = "observe-prometheus";
    public const string Loki = "observe-loki";

    public static string Runbook(string alert) => $"{Docs}/runbooks/{alert}.md";

    public static string Page(Dashboard dashboard, Panel panel) => $"{Docs}/dashboards/{dashboard.Domain}.md#{Anchor(panel.Title)}";

    /// <summary>The anchor that GitHub gives a heading.</summary>
    public static string Anchor(string heading) =>
        new([.. heading.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c)]);
}
