namespace Observe.Prometheus;

internal enum SeriesValueForm : byte
{
    None,
    Double,
    Long,
    Histogram,
    Exponential,
    Summary,
}
