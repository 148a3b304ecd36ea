using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Reads everything that the views show of a request.</summary>
internal static class Walk
{
    [ThreadStatic]
    private static ulong[]? s_numbers;

    public static void All(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        foreach (var group in OtlpResourceGroup.Of(request))
        {
            var resource = new OtlpResourceGroup(group);
            Attributes(resource.Attributes);
            foreach (var scopeBytes in resource.Scopes)
            {
                var scope = new OtlpScopeGroup(scopeBytes);
                Attributes(new OtlpScope(scope.Scope).Attributes);
                foreach (var item in scope.Items)
                {
                    Item(signal, item);
                }
            }
        }
    }

    private static void Item(OtlpSignal signal, ReadOnlySpan<byte> item)
    {
        switch (signal)
        {
            case OtlpSignal.Metrics:
                Points(new OtlpMetric(item));
                break;
            case OtlpSignal.Logs:
                var record = new OtlpLogRecord(item);
                Value(record.Body);
                Attributes(record.Attributes);
                break;
            default:
                var span = new OtlpSpan(item);
                _ = span.Status.Code;
                Attributes(span.Attributes);
                foreach (var happened in span.Events)
                {
                    Attributes(new OtlpSpanEvent(happened).Attributes);
                }

                break;
        }
    }

    private static void Points(OtlpMetric metric)
    {
        s_numbers ??= new ulong[16];
        foreach (var bytes in metric.Points)
        {
            switch (metric.Kind)
            {
                case OtlpMetricKind.Gauge or OtlpMetricKind.Sum:
                    var number = new OtlpNumberPoint(bytes);
                    Attributes(number.Attributes);
                    foreach (var exemplar in number.Exemplars)
                    {
                        Attributes(new OtlpExemplar(exemplar).Attributes);
                    }

                    break;
                case OtlpMetricKind.Histogram:
                    var histogram = new OtlpHistogramPoint(bytes);
                    Attributes(histogram.Attributes);
                    _ = histogram.BucketCounts.CopyFixed64(s_numbers) + histogram.Bounds.CopyFixed64(s_numbers);
                    break;
                case OtlpMetricKind.ExponentialHistogram:
                    var exponential = new OtlpExponentialPoint(bytes);
                    Attributes(exponential.Attributes);
                    _ = exponential.Positive.Counts.CopyVarints(s_numbers) + exponential.Negative.Counts.CopyVarints(s_numbers);
                    break;
                case OtlpMetricKind.Summary:
                    var summary = new OtlpSummaryPoint(bytes);
                    Attributes(summary.Attributes);
                    foreach (var quantile in summary.Quantiles)
                    {
                        _ = new OtlpQuantile(quantile).Value;
                    }

                    break;
            }
        }
    }

    private static void Attributes(OtlpAttributes attributes)
    {
        foreach (var attribute in attributes)
        {
            Value(attribute.Value);
        }
    }

    private static void Value(OtlpValue value)
    {
        if (value.Kind == OtlpValueKind.Map)
        {
            Attributes(value.Pairs);
        }
        else if (value.Kind == OtlpValueKind.Array)
        {
            foreach (var item in value.Items)
            {
                Value(new OtlpValue(item));
            }
        }
    }
}
