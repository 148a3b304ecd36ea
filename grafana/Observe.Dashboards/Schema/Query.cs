namespace Observe.Dashboards.Schema;

/// <summary>What a panel asks of its data source, and how its series are called.</summary>
internal sealed record Query(string Expr, string Legend = "")
{
    /// <summary>Other thresholds than the panel's: where a panel shows two things.</summary>
    public Thresholds? Thresholds { get; init; }

    /// <summary>A colour of its own: where series mean something, such as a level.</summary>
    public string? Color { get; init; }

    /// <summary>Why it rightly has nothing to show while all is well.</summary>
    public string? EmptyWhen { get; init; }

    /// <summary>Drawn as a thin dashed line: a limit, a forecast.</summary>
    public bool IsReference { get; init; }

    /// <summary>The series, by its name, down to which the area below this one is filled.</summary>
    public string? FillDownTo { get; init; }
}
