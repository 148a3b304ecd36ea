using System.Diagnostics.Metrics;

namespace Observe.Agent.Tests.Collectors;

/// <summary>What a listener to a meter is told: each series as <c>name{attribute=value,...}</c>, and its value.</summary>
internal sealed class Collected
{
    private readonly SortedDictionary<string, double> _series = new(StringComparer.Ordinal);
    private readonly List<string> _twice = [];

    public static Collected From(Meter meter)
    {
        var collected = new Collected();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => collected.Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => collected.Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Empty(collected._twice);
        return collected;
    }

    public IEnumerable<string> Series => _series.Keys;

    public double this[string series] => _series.TryGetValue(series, out var value)
        ? value
        : throw new KeyNotFoundException($"{series} is not among\n{string.Join('\n', _series.Keys)}");

    public bool Has(string series) => _series.ContainsKey(series);

    public IEnumerable<string> Of(string name) =>
        _series.Keys.Where(s => s == name || s.StartsWith(name + "{", StringComparison.Ordinal));

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var attributes = string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
        var series = attributes.Length == 0 ? instrument.Name : $"{instrument.Name}{{{attributes}}}";
        if (!_series.TryAdd(series, value))
        {
            _twice.Add(series);
        }
    }
}
