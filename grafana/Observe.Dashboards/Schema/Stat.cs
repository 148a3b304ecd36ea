namespace Observe.Dashboards.Schema;

/// <summary>One figure a series, with its course behind it.</summary>
internal sealed record Stat : Look
{
    /// <summary>The present alone is asked for; no course is drawn.</summary>
    public bool IsNow { get; init; }

    /// <summary>A figure of 0 is good and shown green; any other takes the colour of its query.</summary>
    public bool ZeroIsGood { get; init; }

    public override bool IsInstant => IsNow;
}
