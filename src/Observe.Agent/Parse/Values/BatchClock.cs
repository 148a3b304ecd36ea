namespace Observe.Agent.Parse.Values;

/// <summary>What time it is, looked up once a batch: times without a year are many. Not thread-safe.</summary>
internal sealed class BatchClock(TimeProvider clock) : TimeProvider
{
    private DateTimeOffset? _now;

    public override DateTimeOffset GetUtcNow() => _now ??= clock.GetUtcNow();

    /// <summary>Forgets the time of the batch before.</summary>
    public void Begin() => _now = null;
}
