using Google.Protobuf;
using Google.Protobuf.Collections;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Records.Otlp.Wire;
using OpenTelemetry.Proto.Metrics.V1;
using Point = OpenTelemetry.Proto.Metrics.V1.NumberDataPoint;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Copies a metric's view into generated classes.</summary>
internal static class MetricCopies
{
    public static Metric Of(OtlpMetric metric)
    {
        var copy = new Metric { Name = ViewCopies.Text(metric.Name), Description = ViewCopies.Text(metric.Description), Unit = ViewCopies.Text(metric.Unit) };
        var temporality = (AggregationTemporality)metric.Temporality;
        switch (metric.Kind)
        {
            case OtlpMetricKind.Gauge:
                copy.Gauge = new Gauge();
                Numbers(metric.Points, copy.Gauge.DataPoints);
                break;
            case OtlpMetricKind.Sum:
                copy.Sum = new Sum { AggregationTemporality = temporality, IsMonotonic = metric.IsMonotonic };
                Numbers(metric.Points, copy.Sum.DataPoints);
                break;
            case OtlpMetricKind.Histogram:
                copy.Histogram = new Histogram { AggregationTemporality = temporality };
                foreach (var point in metric.Points)
                {
                    copy.Histogram.DataPoints.Add(Histogram(new OtlpHistogramPoint(point)));
                }

                break;
            case OtlpMetricKind.ExponentialHistogram:
                copy.ExponentialHistogram = new ExponentialHistogram { AggregationTemporality = temporality };
                foreach (var point in metric.Points)
                {
                    copy.ExponentialHistogram.DataPoints.Add(Exponential(new OtlpExponentialPoint(point)));
                }

                break;
            case OtlpMetricKind.Summary:
                copy.Summary = new Summary();
                foreach (var point in metric.Points)
                {
                    copy.Summary.DataPoints.Add(Summary(new OtlpSummaryPoint(point)));
                }

                break;
        }

        return copy;
    }

    private static void Numbers(ProtoMessages points, RepeatedField<Point> to)
    {
        foreach (var bytes in points)
        {
            var point = new OtlpNumberPoint(bytes);
            var copy = new Point { StartTimeUnixNano = point.Start, TimeUnixNano = point.Time, Flags = (uint)point.Flags };
            if (point is { HasValue: true, IsInt: true })
            {
                copy.AsInt = point.Int;
            }
            else if (point.HasValue)
            {
                copy.AsDouble = point.Double;
            }

            ViewCopies.Attributes(point.Attributes, copy.Attributes);
            Exemplars(point.Exemplars, copy.Exemplars);
            Assert.Equal(point.HasExemplars, copy.Exemplars.Count > 0);
            to.Add(copy);
        }
    }

    private static HistogramDataPoint Histogram(OtlpHistogramPoint point)
    {
        var copy = new HistogramDataPoint { StartTimeUnixNano = point.Start, TimeUnixNano = point.Time, Count = point.Count, Flags = (uint)point.Flags };
        copy.BucketCounts.AddRange(Fixed64(point.BucketCounts));
        copy.ExplicitBounds.AddRange(Fixed64(point.Bounds).Select(BitConverter.UInt64BitsToDouble));
        if (point.HasSum)
        {
            copy.Sum = point.Sum;
        }

        if (point.Min is { } min)
        {
            copy.Min = min;
        }

        if (point.Max is { } max)
        {
            copy.Max = max;
        }

        ViewCopies.Attributes(point.Attributes, copy.Attributes);
        Exemplars(point.Exemplars, copy.Exemplars);
        return copy;
    }

    private static ExponentialHistogramDataPoint Exponential(OtlpExponentialPoint point)
    {
        var copy = new ExponentialHistogramDataPoint
        {
            StartTimeUnixNano = point.Start,
            TimeUnixNano = point.Time,
            Count = point.Count,
            Scale = point.Scale,
            ZeroCount = point.ZeroCount,
            ZeroThreshold = point.ZeroThreshold,
            Flags = (uint)point.Flags,
            Positive = Buckets(point.Positive),
            Negative = Buckets(point.Negative),
        };
        if (point.HasSum)
        {
            copy.Sum = point.Sum;
        }

        if (point.Min is { } min)
        {
            copy.Min = min;
        }

        if (point.Max is { } max)
        {
            copy.Max = max;
        }

        ViewCopies.Attributes(point.Attributes, copy.Attributes);
        Exemplars(point.Exemplars, copy.Exemplars);
        return copy;
    }

    private static SummaryDataPoint Summary(OtlpSummaryPoint point)
    {
        var copy = new SummaryDataPoint { StartTimeUnixNano = point.Start, TimeUnixNano = point.Time, Count = point.Count, Sum = point.Sum, Flags = (uint)point.Flags };
        foreach (var bytes in point.Quantiles)
        {
            var quantile = new OtlpQuantile(bytes);
            copy.QuantileValues.Add(new SummaryDataPoint.Types.ValueAtQuantile { Quantile = quantile.Quantile, Value = quantile.Value });
        }

        ViewCopies.Attributes(point.Attributes, copy.Attributes);
        return copy;
    }

    private static ExponentialHistogramDataPoint.Types.Buckets Buckets(OtlpBuckets buckets)
    {
        var counts = new ulong[buckets.Counts.CopyVarints([])];
        buckets.Counts.CopyVarints(counts);
        var copy = new ExponentialHistogramDataPoint.Types.Buckets { Offset = buckets.Offset };
        copy.BucketCounts.AddRange(counts);
        return copy;
    }

    private static ulong[] Fixed64(ProtoNumbers numbers)
    {
        var values = new ulong[numbers.CopyFixed64([])];
        numbers.CopyFixed64(values);
        return values;
    }

    private static void Exemplars(ProtoMessages from, RepeatedField<Exemplar> to)
    {
        foreach (var bytes in from)
        {
            var exemplar = new OtlpExemplar(bytes);
            var copy = new Exemplar
            {
                TimeUnixNano = exemplar.Time,
                AsDouble = exemplar.Value,
                TraceId = ByteString.CopyFrom(exemplar.TraceId),
                SpanId = ByteString.CopyFrom(exemplar.SpanId),
            };
            ViewCopies.Attributes(exemplar.Attributes, copy.FilteredAttributes);
            to.Add(copy);
        }
    }
}
