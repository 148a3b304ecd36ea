using System.Diagnostics.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>The metrics of one collector; they are published, or withdrawn, together.</summary>
internal sealed class MetricSet(Meter meter)
{
    private readonly List<ISeriesSet> _sets = [];

    public SeriesSet<T> Counter<T>(string name, string? unit, string description)
        where T : struct, IEquatable<T>
    {
        var set = Add<T>();
        meter.CreateObservableCounter(name, set.Published, unit, description);
        return set;
    }

    public SeriesSet<T> UpDownCounter<T>(string name, string? unit, string description)
        where T : struct, IEquatable<T>
    {
        var set = Add<T>();
        meter.CreateObservableUpDownCounter(name, set.Published, unit, description);
        return set;
    }

    public SeriesSet<T> Gauge<T>(string name, string? unit, string description)
        where T : struct, IEquatable<T>
    {
        var set = Add<T>();
        meter.CreateObservableGauge(name, set.Published, unit, description);
        return set;
    }

    public void Publish() => _sets.ForEach(s => s.Publish());

    public void Withdraw() => _sets.ForEach(s => s.Withdraw());

    private SeriesSet<T> Add<T>()
        where T : struct, IEquatable<T>
    {
        var set = new SeriesSet<T>();
        _sets.Add(set);
        return set;
    }
}
