namespace Observe.Agent.Records.Otlp.Views;

internal enum OtlpMetricKind : byte
{
    None,
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}
