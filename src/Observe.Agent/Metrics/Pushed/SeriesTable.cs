using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>Every series that apps push, by name and labels, within the limits. Not thread-safe.</summary>
internal sealed class SeriesTable(SeriesOptions options, PrometheusExporterOptions page)
{
    private const string Total = "_total";

    private readonly PrometheusFamily _target = PrometheusFamily.Info(TargetMetadata[0], "Target metadata");
    private readonly Dictionary<string, PushedName> _claims = TargetMetadata.ToDictionary(n => n, _ => new PushedName(TargetMetadata, PrometheusFamilyKind.Info), StringComparer.Ordinal);
    private readonly List<PushedName> _names = [];
    private readonly Dictionary<string, PushedTarget> _targets = new(StringComparer.Ordinal);
    private List<PrometheusFamily>? _families;

    /// <summary>Names that resources have, and no metric.</summary>
    private static string[] TargetMetadata => ["target", "target_info"];

    public IReadOnlyList<PushedName> Names => _names;

    /// <summary>Series on the page, without overflow series.</summary>
    public int Count { get; private set; }

    /// <summary>Series beyond the limits that are kept track of.</summary>
    public int Overflowing { get; set; }

    public SeriesOptions Options => options;

    /// <summary>Called with each series that leaves.</summary>
    public Action<PushedSeries> Left { get; set; } = _ => { };

    public IReadOnlyList<PrometheusFamily> Families => _families ??= [_target, .. _names.SelectMany(n => n.Families).Select(f => f.Page)];

    /// <summary>The name that a metric has on the page; null when it cannot have it.</summary>
    public PushedName? Name(PrometheusFamilyKind kind, string metric, string unit, out Refusal refusal)
    {
        var names = NamesOf(kind, metric, unit);
        refusal = Refusal.None;
        if (_claims.TryGetValue(names[0], out var owner) && owner.Text == names[0] && owner.Takes(kind))
        {
            return owner;
        }

        if (names.Any(_claims.ContainsKey))
        {
            refusal = Refusal.TypeConflict;
            return null;
        }

        if (_names.Count >= Limits.MaxNames)
        {
            refusal = Refusal.TooManySeries;
            return null;
        }

        var name = new PushedName(names, kind);
        _names.Add(name);
        foreach (var taken in names)
        {
            _claims.Add(taken, name);
        }

        return name;
    }

    /// <summary>In OpenMetrics, which Prometheus prefers, a counter has the name without the suffix too.</summary>
    private IReadOnlyList<string> NamesOf(PrometheusFamilyKind kind, string metric, string unit)
    {
        var names = PushedFamily.Create(kind, metric, unit, "", []).Page.NamesOn(page);
        return kind == PrometheusFamilyKind.Counter && names[0].EndsWith(Total, StringComparison.Ordinal) ? [.. names, names[0][..^Total.Length]] : names;
    }

    public bool IsFull(PushedName name) => Count >= options.Max || name.Series.Count >= options.MaxPerName;

    public PushedSeries Add(PushedName name, SeriesKey key, PushedFamily family)
    {
        var series = new PushedSeries(key, name, family);
        name.Series.Add(key, series);
        Count++;
        return series;
    }

    public PushedSeries AddOverflow(PushedName name, PushedFamily family) =>
        name.Overflow = new PushedSeries(new SeriesKey(name.Text, new KeyValuePair<string, string>(LabelReader.Overflow, "true")), name, family);

    public PushedFamily Family(PushedName name, PrometheusFamilyKind kind, string metric, string unit, string description, ReadOnlySpan<ulong> bounds)
    {
        foreach (var family in name.Families)
        {
            if (family.Is(kind, metric, unit, bounds))
            {
                return family;
            }
        }

        var added = PushedFamily.Create(kind, metric, unit, description, bounds);
        name.Families.Add(added);
        _families = null;
        return added;
    }

    /// <summary>Takes a series off the page.</summary>
    public void Remove(PushedSeries series)
    {
        series.Leave();
        if (series.Name.Overflow == series)
        {
            series.Name.Overflow = null;
        }
        else if (series.Name.Series.Remove(series.Key))
        {
            Count--;
        }

        Left(series);
    }

    /// <summary>Takes off the page what was not pushed since, and forgets names that nothing is left of.</summary>
    public void RemoveOlder(long before)
    {
        Overflowing = 0;
        foreach (var name in _names)
        {
            foreach (var series in name.Series.Values)
            {
                if (series.PushedAt < before)
                {
                    // A dictionary bears removal while it is gone through.
                    Remove(series);
                }
            }

            if (name.Overflow is { } overflow && overflow.PushedAt < before)
            {
                Remove(overflow);
            }

            name.Ledger.Forget(before);
            Overflowing += name.Ledger.Count;
            if (name.Families.RemoveAll(f => f.IsEmpty) > 0)
            {
                _families = null;
            }
        }

        foreach (var name in _names.Where(n => n.Series.Count == 0 && n.Overflow is null).ToList())
        {
            _names.Remove(name);
            foreach (var claimed in name.Names)
            {
                _claims.Remove(claimed);
            }
        }

        foreach (var (key, target) in _targets.Where(t => t.Value.PushedAt < before).ToList())
        {
            _target.RemoveSeries(target.Shown);
            _targets.Remove(key);
        }
    }

    /// <summary>The latest resource of a job and instance is its target; null when it says nothing beside its name.</summary>
    public PushedTarget? Target(IReadOnlyList<KeyValuePair<string, string>> labels, IReadOnlyList<KeyValuePair<string, string>> about)
    {
        var key = new SeriesKey("target", [.. labels]).AttributesText;
        if (_targets.Remove(key, out var before))
        {
            _target.RemoveSeries(before.Shown);
        }

        if (about.Count == 0 || _targets.Count >= Limits.MaxResources)
        {
            return null;
        }

        var target = new PushedTarget(_target.AddSeries([.. labels.Concat(about).Select(l => new KeyValuePair<string, object?>(l.Key, l.Value))]));
        target.Shown.Set(1L);
        _targets.Add(key, target);
        return target;
    }
}
