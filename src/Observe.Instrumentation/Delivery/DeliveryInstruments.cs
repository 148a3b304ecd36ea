using System.Diagnostics.Metrics;

namespace Observe.Instrumentation.Delivery;

/// <summary>Metrics of the way to the agent.</summary>
internal sealed class DeliveryInstruments(Meter meter)
{
    private static readonly string[] Reasons = ["queue_full", "unreachable", "refused", "shut_down"];

    private readonly Counter<long> _delivered =
        meter.CreateCounter<long>("observe.app.delivery.delivered", "{event}", "Events that the agent took.");

    private readonly Counter<long> _dropped =
        meter.CreateCounter<long>("observe.app.delivery.dropped", "{event}", "Events that never reached the agent.");

    public void Delivered(long events) => _delivered.Add(events);

    public void Dropped(long events, DropReason reason) =>
        _dropped.Add(events, new KeyValuePair<string, object?>("reason", Reasons[(int)reason]));
}
