namespace Observe.Dashboards.Schema;

/// <summary>A column of a table: a label, or the value of the query with this letter.</summary>
internal sealed record Column(string Field, string Title)
{
    public string? Unit { get; init; }

    public Thresholds? Thresholds { get; init; }

    /// <summary>A bar behind the figure, up to this.</summary>
    public double? BarMax { get; init; }

    public int? Width { get; init; }

    /// <summary>What a click on a cell opens.</summary>
    public (string Title, string Url)? Link { get; init; }

    /// <summary>The colours of words, for labels that say a state.</summary>
    public IReadOnlyDictionary<string, string>? Colors { get; init; }

    public bool IsValue => Field.Length == 1;
}
