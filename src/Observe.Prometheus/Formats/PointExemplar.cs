using System.Diagnostics;
using OpenTelemetry;

namespace Observe.Prometheus.Formats;

/// <summary>An exemplar, read for rendering.</summary>
internal readonly record struct PointExemplar(
    double Value,
    DateTimeOffset Timestamp,
    ActivityTraceId TraceId,
    ActivitySpanId SpanId,
    ReadOnlyFilteredTagCollection Tags);
