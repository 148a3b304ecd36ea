using Observe.Agent.Cmr.Activity;

namespace Observe.Agent.Cmr.Learning;

/// <summary>The learned durations of all apps, layer by layer.</summary>
internal sealed class Baselines
{
    /// <summary>A duration of a stretch is learned, or compared, from so many measurements on.</summary>
    public const long FewestTimes = 3;

    public const int MaxDurations = 8192;

    private readonly Dictionary<BaselineKey, LearnedDuration> _learned = [];

    public IReadOnlyDictionary<BaselineKey, LearnedDuration> Learned => _learned;

    public void Load(IEnumerable<KeyValuePair<BaselineKey, LearnedDuration>> learned)
    {
        foreach (var (key, duration) in learned.Take(MaxDurations))
        {
            _learned[key] = duration;
        }
    }

    /// <summary>Forgets apps that are not there any more, when there is no room for those that are.</summary>
    public void MakeRoom(Func<string, bool> isThere)
    {
        if (_learned.Count < MaxDurations)
        {
            return;
        }

        foreach (var gone in _learned.Keys.Where(k => !isThere(k.Source)).ToList())
        {
            _learned.Remove(gone);
        }
    }

    public void Learn(string source, CmrActivity stretch, DateTimeOffset now)
    {
        foreach (var (phase, layer, times) in Durations(stretch))
        {
            var key = new BaselineKey(source, phase, layer);
            if (!_learned.TryGetValue(key, out var learned) && _learned.Count < MaxDurations)
            {
                _learned.Add(key, learned = new LearnedDuration());
            }

            learned?.Learn(times.Mean!.Value, now);
        }
    }

    /// <summary>What took longer in a window than it usually does, the worst first.</summary>
    public IReadOnlyList<Regression> Compare(string source, CmrActivity window) =>
    [
        .. Ratios(source, window).Where(r => r.Learned.IsRegression(r.Regression.Seconds)).Select(r => r.Regression).OrderByDescending(r => r.Ratio),
    ];

    /// <summary>How each duration of a window compares with what it usually is, where that is known.</summary>
    public IEnumerable<(LearnedDuration Learned, Regression Regression)> Ratios(string source, CmrActivity window)
    {
        foreach (var (phase, layer, times) in Durations(window))
        {
            if (_learned.TryGetValue(new BaselineKey(source, phase, layer), out var learned) && learned is { Stretches: >= LearnedDuration.Enough, Mean: > 0 })
            {
                var mean = times.Mean!.Value;
                yield return (learned, new Regression(phase, layer < 0 ? null : layer, mean, learned.Mean, mean / learned.Mean));
            }
        }
    }

    private static IEnumerable<(string Phase, int Layer, Timings Times)> Durations(CmrActivity activity) =>
        activity.Layers.SelectMany(l => new[]
        {
            (CmrComponent.Capture, l.Key, l.Value.CaptureTimes),
            (CmrComponent.Reconstruction, l.Key, l.Value.ReconstructionTimes),
        })
        .Append((CmrComponent.Retrieval, -1, activity.RetrievalTimes))
        .Where(d => d.Item3.Count >= FewestTimes);
}
