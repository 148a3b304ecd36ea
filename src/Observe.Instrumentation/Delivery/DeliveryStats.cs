namespace Observe.Instrumentation.Delivery;

/// <summary>What became of events.</summary>
/// <param name="Delivered">Taken by the agent.</param>
/// <param name="Waiting">Not sent yet.</param>
/// <param name="QueueFull">Dropped because too many were waiting.</param>
/// <param name="Unreachable">Dropped because the agent could not be reached for too long.</param>
/// <param name="Refused">Dropped because the agent would not have them.</param>
/// <param name="ShutDown">Dropped because the app ended.</param>
public sealed record DeliveryStats(long Delivered, long Waiting, long QueueFull, long Unreachable, long Refused, long ShutDown)
{
    /// <summary>Everything that was dropped.</summary>
    public long Dropped => QueueFull + Unreachable + Refused + ShutDown;
}
