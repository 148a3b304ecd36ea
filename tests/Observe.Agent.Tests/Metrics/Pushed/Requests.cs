using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;

namespace Observe.Agent.Tests.Metrics.Pushed;

/// <summary>Short ways to requests.</summary>
internal static class Requests
{
    /// <summary>The start of an app, as Unix nanoseconds; other times count seconds from here.</summary>
    public const ulong Zero = 1_800_000_000_000_000_000;

    public static ulong At(double seconds) => Zero + (ulong)(seconds * 1e9);

    public static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    public static ExportMetricsServiceRequest Of(string service, params Metric[] metrics) => Of([Attribute("service.name", service)], null, metrics);

    public static ExportMetricsServiceRequest Of(KeyValue[] resource, InstrumentationScope? scope, params Metric[] metrics)
    {
        var scoped = new ScopeMetrics();
        if (scope is not null)
        {
            scoped.Scope = scope;
        }

        scoped.Metrics.Add(metrics);
        var of = new ResourceMetrics { Resource = new Resource(), ScopeMetrics = { scoped } };
        of.Resource.Attributes.Add(resource);
        return new ExportMetricsServiceRequest { ResourceMetrics = { of } };
    }

    public static Metric Gauge(string name, double value, double time = 1, params KeyValue[] attributes)
    {
        var point = new NumberDataPoint { TimeUnixNano = At(time), AsDouble = value };
        point.Attributes.Add(attributes);
        return new Metric { Name = name, Gauge = new Gauge { DataPoints = { point } } };
    }

    public static Metric Counter(string name, long value, double start = 0, double time = 1, params KeyValue[] attributes) =>
        Sum(name, value, start, time, AggregationTemporality.Cumulative, true, attributes);

    public static Metric Delta(string name, long value, double start, double time, params KeyValue[] attributes) =>
        Sum(name, value, start, time, AggregationTemporality.Delta, true, attributes);

    public static Metric Sum(string name, long value, double start, double time, AggregationTemporality temporality, bool monotonic, params KeyValue[] attributes)
    {
        var point = new NumberDataPoint { StartTimeUnixNano = At(start), TimeUnixNano = At(time), AsInt = value };
        point.Attributes.Add(attributes);
        return new Metric { Name = name, Sum = new Sum { AggregationTemporality = temporality, IsMonotonic = monotonic, DataPoints = { point } } };
    }

    public static Metric Histogram(string name, double[] bounds, ulong[] counts, double sum, double start, double time, AggregationTemporality temporality)
    {
        var point = new HistogramDataPoint { StartTimeUnixNano = At(start), TimeUnixNano = At(time), Sum = sum, Count = (ulong)counts.Sum(c => (long)c) };
        point.ExplicitBounds.Add(bounds);
        point.BucketCounts.Add(counts);
        return new Metric { Name = name, Unit = "s", Histogram = new Histogram { AggregationTemporality = temporality, DataPoints = { point } } };
    }

    public static Metric Exponential(string name, int scale, int offset, ulong[] counts, ulong zeros, double sum, double start, double time, AggregationTemporality temporality)
    {
        var point = new ExponentialHistogramDataPoint
        {
            StartTimeUnixNano = At(start),
            TimeUnixNano = At(time),
            Sum = sum,
            Scale = scale,
            ZeroCount = zeros,
            Count = zeros + (ulong)counts.Sum(c => (long)c),
            Positive = new ExponentialHistogramDataPoint.Types.Buckets { Offset = offset },
        };
        point.Positive.BucketCounts.Add(counts);
        return new Metric { Name = name, ExponentialHistogram = new ExponentialHistogram { AggregationTemporality = temporality, DataPoints = { point } } };
    }
}
