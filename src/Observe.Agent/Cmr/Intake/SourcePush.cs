using Observe.Agent.Cmr.Activity;
using Observe.Agent.Metrics;

namespace Observe.Agent.Cmr.Intake;

/// <summary>What one request tells of one instance of an app.</summary>
internal sealed class SourcePush(string source, string instance)
{
    /// <summary>More in one request is a mistake, and would add up beyond what a number holds.</summary>
    private const long MaxCount = 1_000_000_000_000;

    public string Source => source;

    public string Instance => instance;

    public CmrActivity Activity { get; } = new();

    public List<(int Layer, BufferLevel Level, long Value)> Levels { get; } = [];

    /// <summary>Adds what a series rose by; nothing when that is not known.</summary>
    public void Add(string metric, PointAttributes attributes, Rise? risen)
    {
        if (risen is not { } rise)
        {
            return;
        }

        switch (metric)
        {
            case MetricNames.CmrBufferEntries when attributes.Layer is { } layer:
                Levels.Add((layer, BufferLevel.Entries, rise.Count));
                return;
            case MetricNames.CmrBufferLimit when attributes.Layer is { } layer:
                Levels.Add((layer, BufferLevel.Limit, rise.Count));
                return;
            case MetricNames.CmrBufferSize:
                Levels.Add((-1, BufferLevel.Bytes, rise.Count));
                return;
        }

        if (rise.Count <= 0 || rise.Count > MaxCount - Activity.Counted)
        {
            return;
        }

        Activity.Counted += rise.Count;

        switch (metric)
        {
            case MetricNames.CmrRetrievals:
                Activity.CountRetrievals(rise.Count);
                break;
            case MetricNames.CmrRetrievalDuration:
                Add(Activity.RetrievalTimes, rise);
                break;
            case MetricNames.CmrRetrievalQuality:
                Add(ref Activity.RetrievalQuality, rise);
                break;
            case MetricNames.CmrForwardDuration:
                Add(Activity.ForwardTimes, rise);
                break;
            case MetricNames.CmrCacheRequests when attributes.Result == "hit":
                Activity.Hits += rise.Count;
                break;
            case MetricNames.CmrCacheRequests when attributes.Result == "miss":
                Activity.Misses += rise.Count;
                break;
            case MetricNames.CmrErrors when attributes.Component is { } component && CmrComponent.All.Contains(component):
                Activity.CountErrors(component, rise.Count);
                break;
            default:
                if (attributes.Layer is { } index && Activity.Layer(index) is { } layer)
                {
                    Add(metric, layer, rise);
                }

                break;
        }
    }

    private static void Add(string metric, LayerActivity layer, Rise rise)
    {
        switch (metric)
        {
            case MetricNames.CmrCaptures:
                layer.CountCaptures(rise.Count);
                break;
            case MetricNames.CmrCaptureDuration:
                Add(layer.CaptureTimes, rise);
                break;
            case MetricNames.CmrStatesCaptured:
                layer.StatesCaptured += rise.Count;
                break;
            case MetricNames.CmrStatesStored:
                layer.StatesStored += rise.Count;
                break;
            case MetricNames.CmrReconstructions:
                layer.CountReconstructions(rise.Count);
                break;
            case MetricNames.CmrReconstructionDuration:
                Add(layer.ReconstructionTimes, rise);
                break;
            case MetricNames.CmrReconstructionQuality:
                Add(ref layer.Quality, rise);
                break;
            case MetricNames.CmrBufferEvictions:
                layer.Evictions += rise.Count;
                break;
        }
    }

    /// <summary>A mean beyond 1 is no quality; sums are rounded, each app's way.</summary>
    private static void Add(ref Average quality, Rise rise)
    {
        if (rise.Sum <= rise.Count * 1.000001)
        {
            quality.Add(Math.Min(rise.Sum, rise.Count), rise.Count);
        }
    }

    private static void Add(Timings times, Rise rise)
    {
        if (rise is { Counts: { } counts, Bounds: { } bounds })
        {
            times.Add(counts, bounds, rise.Sum);
        }
        else
        {
            times.Add(rise.Sum / rise.Count, rise.Count);
        }
    }
}
