using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Observe.Agent.Records.Otlp.Views;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Copies everything that the views show into generated classes, to be compared with what was encoded.</summary>
internal static class ViewCopies
{
    public static ExportMetricsServiceRequest Metrics(ReadOnlySpan<byte> request)
    {
        var copy = new ExportMetricsServiceRequest();
        foreach (var bytes in OtlpResourceGroup.Of(request))
        {
            var group = new OtlpResourceGroup(bytes);
            var resource = new ResourceMetrics { Resource = Resource(group) };
            foreach (var scopeBytes in group.Scopes)
            {
                var scope = new OtlpScopeGroup(scopeBytes);
                var metrics = new ScopeMetrics { Scope = Scope(scope), SchemaUrl = Text(scope.SchemaUrl) };
                foreach (var item in scope.Items)
                {
                    metrics.Metrics.Add(MetricCopies.Of(new OtlpMetric(item)));
                }

                resource.ScopeMetrics.Add(metrics);
            }

            copy.ResourceMetrics.Add(resource);
        }

        return copy;
    }

    public static ExportLogsServiceRequest Logs(ReadOnlySpan<byte> request)
    {
        var copy = new ExportLogsServiceRequest();
        foreach (var bytes in OtlpResourceGroup.Of(request))
        {
            var group = new OtlpResourceGroup(bytes);
            var resource = new ResourceLogs { Resource = Resource(group) };
            foreach (var scopeBytes in group.Scopes)
            {
                var scope = new OtlpScopeGroup(scopeBytes);
                var logs = new ScopeLogs { Scope = Scope(scope), SchemaUrl = Text(scope.SchemaUrl) };
                foreach (var item in scope.Items)
                {
                    logs.LogRecords.Add(LogRecord(new OtlpLogRecord(item)));
                }

                resource.ScopeLogs.Add(logs);
            }

            copy.ResourceLogs.Add(resource);
        }

        return copy;
    }

    public static ExportTraceServiceRequest Traces(ReadOnlySpan<byte> request)
    {
        var copy = new ExportTraceServiceRequest();
        foreach (var bytes in OtlpResourceGroup.Of(request))
        {
            var group = new OtlpResourceGroup(bytes);
            var resource = new ResourceSpans { Resource = Resource(group) };
            foreach (var scopeBytes in group.Scopes)
            {
                var scope = new OtlpScopeGroup(scopeBytes);
                var spans = new ScopeSpans { Scope = Scope(scope), SchemaUrl = Text(scope.SchemaUrl) };
                foreach (var item in scope.Items)
                {
                    spans.Spans.Add(Span(new OtlpSpan(item)));
                }

                resource.ScopeSpans.Add(spans);
            }

            copy.ResourceSpans.Add(resource);
        }

        return copy;
    }

    public static void Attributes(OtlpAttributes from, RepeatedField<KeyValue> to)
    {
        Assert.Equal(from.Count(), Copied(from, to));
    }

    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static int Copied(OtlpAttributes from, RepeatedField<KeyValue> to)
    {
        foreach (var attribute in from)
        {
            to.Add(new KeyValue { Key = Text(attribute.Key), Value = Value(attribute.Value) });
        }

        return to.Count;
    }

    private static AnyValue Value(OtlpValue value)
    {
        switch (value.Kind)
        {
            case OtlpValueKind.Text:
                return new AnyValue { StringValue = Text(value.Bytes) };
            case OtlpValueKind.Bool:
                return new AnyValue { BoolValue = value.Bool };
            case OtlpValueKind.Int:
                return new AnyValue { IntValue = value.Int };
            case OtlpValueKind.Double:
                return new AnyValue { DoubleValue = value.Double };
            case OtlpValueKind.Bytes:
                return new AnyValue { BytesValue = ByteString.CopyFrom(value.Bytes) };
            case OtlpValueKind.Array:
                var array = new ArrayValue();
                foreach (var item in value.Items)
                {
                    array.Values.Add(Value(new OtlpValue(item)));
                }

                return new AnyValue { ArrayValue = array };
            case OtlpValueKind.Map:
                var map = new KeyValueList();
                Attributes(value.Pairs, map.Values);
                return new AnyValue { KvlistValue = map };
            default:
                return new AnyValue();
        }
    }

    private static Resource Resource(OtlpResourceGroup group)
    {
        var resource = new Resource();
        Attributes(group.Attributes, resource.Attributes);
        return resource;
    }

    private static InstrumentationScope Scope(OtlpScopeGroup group)
    {
        var scope = new OtlpScope(group.Scope);
        var copy = new InstrumentationScope { Name = Text(scope.Name), Version = Text(scope.Version) };
        Attributes(scope.Attributes, copy.Attributes);
        return copy;
    }

    private static LogRecord LogRecord(OtlpLogRecord record)
    {
        var copy = new LogRecord
        {
            TimeUnixNano = record.Time,
            ObservedTimeUnixNano = record.ObservedTime,
            SeverityNumber = (SeverityNumber)record.Severity,
            SeverityText = Text(record.SeverityText),
            Body = Value(record.Body),
            TraceId = ByteString.CopyFrom(record.TraceId),
            SpanId = ByteString.CopyFrom(record.SpanId),
            Flags = record.Flags,
            EventName = Text(record.EventName),
        };
        Attributes(record.Attributes, copy.Attributes);
        return copy;
    }

    private static Span Span(OtlpSpan span)
    {
        var copy = new Span
        {
            TraceId = ByteString.CopyFrom(span.TraceId),
            SpanId = ByteString.CopyFrom(span.SpanId),
            ParentSpanId = ByteString.CopyFrom(span.ParentSpanId),
            Name = Text(span.Name),
            Kind = (Span.Types.SpanKind)span.Kind,
            StartTimeUnixNano = span.Start,
            EndTimeUnixNano = span.End,
            Status = new Status { Code = (Status.Types.StatusCode)span.Status.Code, Message = Text(span.Status.Message) },
        };
        Attributes(span.Attributes, copy.Attributes);
        foreach (var bytes in span.Events)
        {
            var happened = new OtlpSpanEvent(bytes);
            var copied = new Span.Types.Event { Name = Text(happened.Name), TimeUnixNano = happened.Time };
            Attributes(happened.Attributes, copied.Attributes);
            copy.Events.Add(copied);
        }

        return copy;
    }
}
