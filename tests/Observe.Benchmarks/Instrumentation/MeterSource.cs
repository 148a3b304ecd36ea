using System.Diagnostics.Metrics;

namespace Observe.Benchmarks.Instrumentation;

/// <summary>One meter of its own.</summary>
internal sealed class MeterSource : IMeterFactory
{
    public Meter Meter { get; } = new(Observe.Instrumentation.ObserveTelemetry.MeterName);

    public Meter Create(MeterOptions options) => Meter;

    public void Dispose() => Meter.Dispose();
}
