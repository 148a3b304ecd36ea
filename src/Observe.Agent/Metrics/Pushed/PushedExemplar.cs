using System.Diagnostics;
using System.Runtime.InteropServices;
using Observe.Agent.Records.Otlp.Views;
using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>An exemplar without an object, kept until a page wants it. Its own attributes beside trace and span are left out.</summary>
internal readonly struct PushedExemplar
{
    private const long NanosecondsPerTick = 100;

    private readonly UInt128 _trace;
    private readonly ulong _span;
    private readonly double _value;
    private readonly ulong _time;

    public PushedExemplar(in OtlpExemplar exemplar)
    {
        _value = exemplar.Value;
        _time = exemplar.Time;
        _trace = exemplar.TraceId.Length == 16 ? MemoryMarshal.Read<UInt128>(exemplar.TraceId) : default;
        _span = exemplar.SpanId.Length == 8 ? MemoryMarshal.Read<ulong>(exemplar.SpanId) : 0;
    }

    public PrometheusExemplar ToPrometheus()
    {
        var (trace, span) = (_trace, _span);
        return new(
            _value,
            DateTimeOffset.UnixEpoch.AddTicks((long)(_time / NanosecondsPerTick)),
            trace == default ? default : ActivityTraceId.CreateFromBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in trace))),
            span == 0 ? default : ActivitySpanId.CreateFromBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in span))));
    }
}
