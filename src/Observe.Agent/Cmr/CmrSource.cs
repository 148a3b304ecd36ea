using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Reports;

namespace Observe.Agent.Cmr;

/// <summary>An app that reweaves, by what it pushes or logs. The caller holds the model's lock.</summary>
internal sealed class CmrSource(string name)
{
    /// <summary>Stretches of time that make up the window.</summary>
    public const int Stretches = 6;

    private const int MaxSamples = 360;

    /// <summary>Totals begin anew before they are more than a number holds; no app that tells the truth gets there.</summary>
    private const long MaxTotal = 1_000_000_000_000_000_000;

    private readonly Queue<(long Stretch, CmrActivity Activity)> _stretches = new();
    private readonly Queue<CmrSample> _samples = new();

    public string Name => name;

    public BufferLevels Levels { get; } = new();

    /// <summary>Everything since the agent saw it first.</summary>
    public CmrActivity Total { get; private set; } = new();

    public DateTimeOffset SeenAt { get; private set; }

    public IReadOnlyList<CmrSample> Samples => [.. _samples];

    public void Add(CmrActivity activity, long stretch, DateTimeOffset now)
    {
        SeenAt = now;
        Total = Total.Counted > MaxTotal ? new CmrActivity() : Total;
        Total.Add(activity);
        At(stretch).Add(activity);
    }

    public void Set(string instance, int layer, BufferLevel level, long value, DateTimeOffset now)
    {
        SeenAt = now;
        Levels.Set(instance, layer, level, value, now);
    }

    /// <summary>What happened in one stretch; null when nothing did.</summary>
    public CmrActivity? Of(long stretch) => _stretches.FirstOrDefault(s => s.Stretch == stretch).Activity;

    /// <summary>What happened in the window that ends with a stretch.</summary>
    public CmrActivity Window(long last)
    {
        var window = new CmrActivity();
        foreach (var (stretch, activity) in _stretches)
        {
            if (stretch > last - Stretches && stretch <= last)
            {
                window.Add(activity);
            }
        }

        return window;
    }

    public void Keep(CmrSample sample)
    {
        _samples.Enqueue(sample);
        if (_samples.Count > MaxSamples)
        {
            _samples.Dequeue();
        }
    }

    private CmrActivity At(long stretch)
    {
        if (Of(stretch) is { } known)
        {
            return known;
        }

        var activity = new CmrActivity();
        _stretches.Enqueue((stretch, activity));
        if (_stretches.Count > Stretches + 1)
        {
            _stretches.Dequeue();
        }

        return activity;
    }
}
