using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Delivery;
using Observe.Instrumentation.Metrics;

namespace Observe.Instrumentation.Events;

/// <summary>What all loggers write with.</summary>
internal sealed record EventWriter(IEventSink Sink, TimeProvider Time, EventInstruments Instruments)
{
    /// <summary>Names that become attributes of metrics, few of each.</summary>
    public NameLimit Names { get; } = new(100);

    public void Count(string type, LogLevel level) => Instruments.Events.Add(
        1, new KeyValuePair<string, object?>("type", type), new KeyValuePair<string, object?>("level", Name(level)));

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
