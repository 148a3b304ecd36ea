using System.Diagnostics.Metrics;

namespace Observe.Instrumentation.Tests;

/// <summary>Meters of one test alone, and everything that is measured with them.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly Dictionary<string, Meter> _meters = [];
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<(Instrument Instrument, double Value, string Tags)> _measured = [];

    public TestMeters(bool listen = true)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (listen && instrument.Meter.Scope == this)
            {
                Instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public Dictionary<string, Instrument> Instruments { get; } = [];

    public Meter Create(MeterOptions options)
    {
        lock (_gate)
        {
            if (!_meters.TryGetValue(options.Name, out var meter))
            {
                options.Scope = this;
                _meters.Add(options.Name, meter = new Meter(options));
            }

            return meter;
        }
    }

    /// <summary>What was measured, as sorted <c>key=value</c> tags and the value, in order.</summary>
    public List<(string Tags, double Value)> Of(string name)
    {
        lock (_gate)
        {
            return [.. _measured.Where(m => m.Instrument.Name == name).Select(m => (m.Tags, m.Value))];
        }
    }

    /// <summary>What observable instruments tell now.</summary>
    public List<(string Tags, double Value)> Observe(string name)
    {
        lock (_gate)
        {
            _measured.RemoveAll(m => m.Instrument.IsObservable);
        }

        _listener.RecordObservableInstruments();
        return Of(name);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters.Values)
        {
            meter.Dispose();
        }
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(",", tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));
        lock (_gate)
        {
            _measured.Add((instrument, value, text));
        }
    }
}
