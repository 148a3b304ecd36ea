using static Observe.Agent.Records.Otlp.Schema.OtlpFieldKind;

namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>The messages of metrics (opentelemetry-proto 1.9).</summary>
internal static class OtlpMetricTypes
{
    private static readonly OtlpMessageType Exemplar = new OtlpMessageType("Exemplar").Having(
        new(2, "time_unix_nano", FixedULong),
        new(3, "as_double", Number),
        new(4, "span_id", Id),
        new(5, "trace_id", Id),
        new(6, "as_int", FixedLong),
        OtlpCommonTypes.Attributes(7, "filtered_attributes"));

    private static readonly OtlpMessageType NumberPoint = new OtlpMessageType("NumberDataPoint").Having(
        new(2, "start_time_unix_nano", FixedULong),
        new(3, "time_unix_nano", FixedULong),
        new(4, "as_double", Number),
        new(5, "exemplars", Message, Exemplar, repeated: true),
        new(6, "as_int", FixedLong),
        OtlpCommonTypes.Attributes(7),
        new(8, "flags", UInt));

    private static readonly OtlpMessageType Histogram = new OtlpMessageType("HistogramDataPoint").Having(
        new(2, "start_time_unix_nano", FixedULong),
        new(3, "time_unix_nano", FixedULong),
        new(4, "count", FixedULong),
        new(5, "sum", Number),
        new(6, "bucket_counts", FixedULong, repeated: true),
        new(7, "explicit_bounds", Number, repeated: true),
        new(8, "exemplars", Message, Exemplar, repeated: true),
        OtlpCommonTypes.Attributes(9),
        new(10, "flags", UInt),
        new(11, "min", Number),
        new(12, "max", Number));

    private static readonly OtlpMessageType Buckets = new OtlpMessageType("Buckets").Having(
        new(1, "offset", ZigZag), new(2, "bucket_counts", ULong, repeated: true));

    private static readonly OtlpMessageType Exponential = new OtlpMessageType("ExponentialHistogramDataPoint").Having(
        OtlpCommonTypes.Attributes(1),
        new(2, "start_time_unix_nano", FixedULong),
        new(3, "time_unix_nano", FixedULong),
        new(4, "count", FixedULong),
        new(5, "sum", Number),
        new(6, "scale", ZigZag),
        new(7, "zero_count", FixedULong),
        new(8, "positive", Message, Buckets),
        new(9, "negative", Message, Buckets),
        new(10, "flags", UInt),
        new(11, "exemplars", Message, Exemplar, repeated: true),
        new(12, "min", Number),
        new(13, "max", Number),
        new(14, "zero_threshold", Number));

    private static readonly OtlpMessageType Quantile = new OtlpMessageType("ValueAtQuantile").Having(
        new(1, "quantile", Number), new(2, "value", Number));

    private static readonly OtlpMessageType Summary = new OtlpMessageType("SummaryDataPoint").Having(
        new(2, "start_time_unix_nano", FixedULong),
        new(3, "time_unix_nano", FixedULong),
        new(4, "count", FixedULong),
        new(5, "sum", Number),
        new(6, "quantile_values", Message, Quantile, repeated: true),
        OtlpCommonTypes.Attributes(7),
        new(8, "flags", UInt));

    private static readonly OtlpMessageType Metric = new OtlpMessageType("Metric").Having(
        new(1, "name", Text),
        new(2, "description", Text),
        new(3, "unit", Text),
        new(5, "gauge", Message, Points("Gauge", NumberPoint)),
        new(7, "sum", Message, Points("Sum", NumberPoint, new(2, "aggregation_temporality", Enumeration), new(3, "is_monotonic", Bool))),
        new(9, "histogram", Message, Points("Histogram", Histogram, new OtlpField(2, "aggregation_temporality", Enumeration))),
        new(10, "exponential_histogram", Message, Points("ExponentialHistogram", Exponential, new OtlpField(2, "aggregation_temporality", Enumeration))),
        new(11, "summary", Message, Points("Summary", Summary)),
        OtlpCommonTypes.Attributes(12, "metadata"));

    public static OtlpMessageType Request { get; } = OtlpCommonTypes.Request("Metrics", "metrics", Metric);

    private static OtlpMessageType Points(string name, OtlpMessageType point, params OtlpField[] others) =>
        new OtlpMessageType(name).Having([new OtlpField(1, "data_points", Message, point, repeated: true), .. others]);
}
