namespace Observe.Dashboards.Schema;

/// <summary>Lines over time, or areas on top of each other.</summary>
internal sealed record Chart : Look
{
    public bool IsStacked { get; init; }

    public bool IsBars { get; init; }

    /// <summary>What the figures count, beside the axis.</summary>
    public string? Axis { get; init; }

    /// <summary>The upper end of the axis; open when null.</summary>
    public double? Max { get; init; }

    /// <summary>Whether the axis begins at 0.</summary>
    public bool FromZero { get; init; } = true;

    public bool IsLogarithmic { get; init; }

    /// <summary>Colours of series by name, where names mean something.</summary>
    public IReadOnlyDictionary<string, string>? Colors { get; init; }

    /// <summary>Whether thresholds are drawn; figures alone are coloured otherwise.</summary>
    public bool DrawsThresholds { get; init; } = true;
}
