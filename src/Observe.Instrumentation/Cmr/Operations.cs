using Observe.Instrumentation.Cmr.Recording;
using Observe.Instrumentation.Metrics;

namespace Observe.Instrumentation.Cmr;

/// <summary>
/// Records everything but captures, which are hotter: checks it, keeps it, publishes it. Each method says false, and has recorded
/// nothing, when a value is out of range. Thread-safe.
/// </summary>
internal sealed class Operations(Recordings recordings, CmrInstruments instruments, KeyValuePair<string, object?>[] layerTags)
{
    /// <summary>More models, methods and strategies become <c>other</c>.</summary>
    private const int NameCount = 32;

    private readonly NameLimit _models = new(NameCount);
    private readonly NameLimit _methodNames = new(NameCount);
    private readonly NameLimit _strategyNames = new(NameCount);

    public MethodTotals Methods { get; } = new();

    public MethodTotals Strategies { get; } = new();

    public ErrorCounts Errors { get; } = new();

    public void Reset()
    {
        Methods.Clear();
        Strategies.Clear();
        Errors.Reset();
    }

    public bool Reconstruct(int layer, int memories, TimeSpan time, double? quality, string? method)
    {
        if (memories < 0 || !IsTime(time) || !IsQuality(quality) || !recordings.OfThread.Reconstruct(layer, memories, time.Ticks, quality))
        {
            return false;
        }

        var name = _methodNames.Of(method);
        var tag = new KeyValuePair<string, object?>("cmr.method", name);
        Methods.Add(name, time.Ticks, quality);
        instruments.Reconstructions.Add(1, layerTags[layer], tag);
        instruments.ReconstructionMemories.Record(memories, layerTags[layer]);
        instruments.ReconstructionDuration.Record(time.TotalSeconds, layerTags[layer], tag);
        if (quality is { } measured)
        {
            instruments.ReconstructionQuality.Record(measured, layerTags[layer]);
        }

        return true;
    }

    public bool Retrieve(TimeSpan time, bool? cacheHit, double? quality, string? strategy)
    {
        if (!IsTime(time) || !IsQuality(quality))
        {
            return false;
        }

        recordings.OfThread.Retrieve(time.Ticks, cacheHit, quality);
        var name = _strategyNames.Of(strategy);
        var tag = new KeyValuePair<string, object?>("cmr.strategy", name);
        Strategies.Add(name, time.Ticks, quality);
        instruments.Retrievals.Add(1, tag);
        instruments.RetrievalDuration.Record(time.TotalSeconds, tag);
        if (cacheHit is { } hit)
        {
            instruments.CacheRequests.Add(1, new KeyValuePair<string, object?>("result", hit ? "hit" : "miss"));
        }

        if (quality is { } measured)
        {
            instruments.RetrievalQuality.Record(measured, tag);
        }

        return true;
    }

    public bool Evict(int layer, int entries, string? strategy)
    {
        if (entries < 1 || !recordings.OfThread.Evict(layer, entries))
        {
            return false;
        }

        instruments.Evictions.Add(entries, layerTags[layer], new KeyValuePair<string, object?>("cmr.strategy", _strategyNames.Of(strategy)));
        return true;
    }

    public bool Forward(TimeSpan duration, string? model)
    {
        if (!IsTime(duration))
        {
            return false;
        }

        recordings.OfThread.Forward(duration.Ticks);
        instruments.ForwardDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("gen_ai.request.model", _models.Of(model)));
        return true;
    }

    public bool Fail(CmrComponent component)
    {
        if (!Enum.IsDefined(component))
        {
            return false;
        }

        Errors.Add(component);
        instruments.Errors.Add(1, new KeyValuePair<string, object?>("component", CmrInstruments.Name(component)));
        return true;
    }

    private static bool IsTime(TimeSpan time) => (ulong)time.Ticks <= ThreadRecorder.MaxTicks;

    private static bool IsQuality(double? quality) => quality is null or (>= 0 and <= 1);
}
