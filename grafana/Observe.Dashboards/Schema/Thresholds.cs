namespace Observe.Dashboards.Schema;

/// <summary>Where a value becomes bad; the figures are those of the alerts.</summary>
internal sealed record Thresholds(bool IsBadAbove, IReadOnlyList<(double Value, Severity Severity)> Steps)
{
    public static readonly Thresholds None = new(IsBadAbove: true, []);

    public static Thresholds Above(double warning, double critical) => Above((warning, Severity.Warning), (critical, Severity.Critical));

    public static Thresholds Above(params (double Value, Severity Severity)[] steps) => new(IsBadAbove: true, steps);

    public static Thresholds Below(double warning, double critical) => Below((critical, Severity.Critical), (warning, Severity.Warning));

    public static Thresholds Below(params (double Value, Severity Severity)[] steps) => new(IsBadAbove: false, steps);
}
