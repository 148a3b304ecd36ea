namespace Observe.Dashboards.Schema;

/// <summary>How bad it is to be on the wrong side of a threshold: the alerts' own words.</summary>
internal enum Severity
{
    Info,
    Warning,
    Critical,
}
