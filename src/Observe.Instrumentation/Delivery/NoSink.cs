namespace Observe.Instrumentation.Delivery;

/// <summary>Where events end that are not delivered.</summary>
internal sealed class NoSink : IEventSink
{
    public static readonly NoSink Instance = new();

    public void Offer(AppEvent e)
    {
        // Delivery is off.
    }
}
