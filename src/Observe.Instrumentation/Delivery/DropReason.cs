namespace Observe.Instrumentation.Delivery;

/// <summary>The value of the attribute <c>reason</c> of <c>observe.app.delivery.dropped</c>.</summary>
internal enum DropReason
{
    QueueFull,
    Unreachable,
    Refused,
    ShutDown,
}
