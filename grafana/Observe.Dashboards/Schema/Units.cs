namespace Observe.Dashboards.Schema;

/// <summary>Grafana's ids of the units in use.</summary>
internal static class Units
{
    public const string Share = "percentunit";
    public const string Seconds = "s";
    public const string Bytes = "bytes";
    public const string BytesPerSecond = "Bps";
    public const string RequestsPerSecond = "reqps";
    public const string Dollars = "currencyUSD";
    public const string Number = "short";
    public const string None = "none";
    public const string FromNow = "dateTimeFromNow";
}
