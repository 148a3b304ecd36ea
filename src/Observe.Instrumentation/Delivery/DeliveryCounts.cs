namespace Observe.Instrumentation.Delivery;

/// <summary>Counts what becomes of events: every accepted one is delivered, dropped or waiting. Thread-safe.</summary>
internal sealed class DeliveryCounts(DeliveryInstruments instruments)
{
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _offered;
    private long _delivered;

    public long Offered => Interlocked.Read(ref _offered);

    public long Settled => Interlocked.Read(ref _delivered) + Enumerable.Range(0, _dropped.Length).Sum(i => Interlocked.Read(ref _dropped[i]));

    public void Offer() => Interlocked.Increment(ref _offered);

    public void Deliver(long events)
    {
        Interlocked.Add(ref _delivered, events);
        instruments.Delivered(events);
    }

    public void Drop(long events, DropReason reason)
    {
        if (events > 0)
        {
            Interlocked.Add(ref _dropped[(int)reason], events);
            instruments.Dropped(events, reason);
        }
    }

    public DeliveryStats Read() => new(
        Interlocked.Read(ref _delivered), Math.Max(0, Offered - Settled), Of(DropReason.QueueFull), Of(DropReason.Unreachable),
        Of(DropReason.Refused), Of(DropReason.ShutDown));

    private long Of(DropReason reason) => Interlocked.Read(ref _dropped[(int)reason]);
}
