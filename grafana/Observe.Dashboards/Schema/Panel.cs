namespace Observe.Dashboards.Schema;

/// <summary>One panel. Its id is never used again for something else: alerts and bookmarks lead to it.</summary>
internal sealed record Panel(int Id, string Title, string Unit, Look Look, params IReadOnlyList<Query> Queries)
{
    /// <summary>What it shows and what a high or low value means.</summary>
    public required string Description { get; init; }

    /// <summary>Shown instead of an empty panel: what the emptiness means.</summary>
    public required string NoValue { get; init; }

    public Thresholds Thresholds { get; init; } = Thresholds.None;

    /// <summary>Alerts whose pages are linked.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>The dashboard that tells more, by its uid.</summary>
    public string? More { get; init; }

    /// <summary>Why the whole panel rightly has nothing to show while all is well.</summary>
    public string? EmptyWhen { get; init; }

    /// <summary>Repeated for each value of this variable.</summary>
    public string? Repeat { get; init; }

    public int Width { get; init; } = 8;

    public int Height { get; init; } = 8;

    public int? Decimals { get; init; }
}
