using System.Diagnostics;

namespace Observe.Prometheus;

/// <summary>One measurement out of those that a series sums up, with the trace it was made in.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="Timestamp">When.</param>
/// <param name="TraceId">The trace, or default for none.</param>
/// <param name="SpanId">The span, or default for none.</param>
public readonly record struct PrometheusExemplar(double Value, DateTimeOffset Timestamp, ActivityTraceId TraceId, ActivitySpanId SpanId);
