namespace Observe.Instrumentation.Delivery;

/// <summary>Takes events without blocking.</summary>
internal interface IEventSink
{
    void Offer(AppEvent e);
}
