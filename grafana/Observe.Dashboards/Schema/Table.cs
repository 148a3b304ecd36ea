namespace Observe.Dashboards.Schema;

/// <summary>The present, a row a set of labels. Labels that no column shows must be summed away by the queries.</summary>
internal sealed record Table(params IReadOnlyList<Column> Columns) : Look
{
    /// <summary>The title of the column that is sorted by, downwards.</summary>
    public string? SortBy { get; init; }

    public override bool IsInstant => true;
}
