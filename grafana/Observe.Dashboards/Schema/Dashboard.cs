namespace Observe.Dashboards.Schema;

/// <summary>A dashboard and, from the same source, its page in the docs.</summary>
internal sealed record Dashboard(string Domain, string Title)
{
    /// <summary>What it answers, in a sentence.</summary>
    public required string Question { get; init; }

    /// <summary>When to look at it.</summary>
    public required string When { get; init; }

    public required IReadOnlyList<Variable> Variables { get; init; }

    public required IReadOnlyList<Row> Rows { get; init; }

    public string From { get; init; } = "now-1h";

    /// <summary>The domains whose alerts are shown as annotations, as a regular expression.</summary>
    public string AlertDomains { get; init; } = Domain;

    public bool UsesLogs => Panels.Any(p => p.Look is LogLines);

    public string Uid => $"observe-{Domain}";

    public IEnumerable<Panel> Panels => Rows.SelectMany(r => r.Panels);
}
