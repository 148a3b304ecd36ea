using System.Diagnostics.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>
/// The series of one metric. A reading sets some of them; publishing shows exactly those to whoever collects, at any time
/// and from any thread, until the next reading. While the same series are set, only changed values cost an allocation.
/// </summary>
internal sealed class SeriesSet<T> : ISeriesSet
    where T : struct, IEquatable<T>
{
    private List<Series<T>> _set = [];
    private List<Series<T>> _shown = [];
    private volatile Measurement<T>[] _published = [];

    public Series<T> Series(params KeyValuePair<string, object?>[] attributes) => new(this, attributes);

    public void Add(Series<T> series) => _set.Add(series);

    public IEnumerable<Measurement<T>> Published() => _published;

    public void Publish()
    {
        if (AreTheSame(_set, _shown))
        {
            UpdateInPlace(_published);
        }
        else
        {
            _published = [.. _set.Select(s => s.Measurement)];
        }

        foreach (var series in _set)
        {
            series.IsSet = false;
        }

        (_set, _shown) = (_shown, _set);
        _set.Clear();
    }

    public void Withdraw()
    {
        foreach (var series in _set)
        {
            series.IsSet = false;
        }

        _set.Clear();
        _shown.Clear();
        _published = [];
    }

    // A slot's attributes stay equal and its value is one word, so a concurrent collection sees the old or the new value.
    private void UpdateInPlace(Measurement<T>[] published)
    {
        for (var i = 0; i < published.Length; i++)
        {
            if (_set[i].Differs(published[i]))
            {
                published[i] = _set[i].Measurement;
            }
        }
    }

    private static bool AreTheSame(List<Series<T>> a, List<Series<T>> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count; i++)
        {
            if (!ReferenceEquals(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }
}
