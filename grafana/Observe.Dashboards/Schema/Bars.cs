namespace Observe.Dashboards.Schema;

/// <summary>One horizontal bar a series, as it is now.</summary>
internal sealed record Bars(double? Max = null) : Look
{
    public override bool IsInstant => true;
}
