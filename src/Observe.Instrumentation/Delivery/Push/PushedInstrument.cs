using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Observe.Instrumentation.Delivery.Push;

/// <summary>The series of one instrument. Thread-safe; a series whose tags are kept objects is found without a lock.</summary>
internal sealed class PushedInstrument
{
    private const int Recent = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<TagSet, Series> _series = [];
    private readonly Series?[] _recent = new Series?[Recent];
    private readonly Func<bool> _mayAdd;

    /// <param name="instrument">What is measured.</param>
    /// <param name="mayAdd">Asked before each new series; false drops the measurement.</param>
    public PushedInstrument(Instrument instrument, Func<bool> mayAdd)
    {
        Instrument = instrument;
        _mayAdd = mayAdd;
        (Kind, IsDouble, Bounds) = instrument switch
        {
            Histogram<double> h => (InstrumentKind.Histogram, true, BoundsOf(h.Advice?.HistogramBucketBoundaries, b => b)),
            Histogram<long> h => (InstrumentKind.Histogram, false, BoundsOf(h.Advice?.HistogramBucketBoundaries, b => b)),
            Counter<long> => (InstrumentKind.Counter, false, []),
            Counter<double> => (InstrumentKind.Counter, true, []),
            UpDownCounter<long> => (InstrumentKind.UpDownCounter, false, []),
            UpDownCounter<double> => (InstrumentKind.UpDownCounter, true, []),
            ObservableCounter<long> => (InstrumentKind.ObservableCounter, false, []),
            ObservableCounter<double> => (InstrumentKind.ObservableCounter, true, []),
            ObservableUpDownCounter<long> => (InstrumentKind.ObservableUpDownCounter, false, []),
            ObservableUpDownCounter<double> => (InstrumentKind.ObservableUpDownCounter, true, []),
            Gauge<double> or ObservableGauge<double> => (InstrumentKind.Gauge, true, Array.Empty<double>()),
            _ => (InstrumentKind.Gauge, false, []),
        };
    }

    public Instrument Instrument { get; }

    public InstrumentKind Kind { get; }

    public bool IsDouble { get; }

    public double[] Bounds { get; }

    /// <summary>Whether a measurement is the value itself and not something to add to it.</summary>
    private bool IsSet => Kind is InstrumentKind.ObservableCounter or InstrumentKind.ObservableUpDownCounter or InstrumentKind.Gauge;

    public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(tags) is not { } series)
        {
            return;
        }

        if (Kind == InstrumentKind.Histogram)
        {
            series.Record(value);
        }
        else if (IsSet)
        {
            series.SetLong(value);
        }
        else
        {
            series.AddLong(value);
        }
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(tags) is not { } series)
        {
            return;
        }

        if (Kind == InstrumentKind.Histogram)
        {
            series.Record(value);
        }
        else if (IsSet)
        {
            series.SetDouble(value);
        }
        else
        {
            series.AddDouble(value);
        }
    }

    /// <summary>Forgets what is observed anew at each collection: what is no longer there must not be told.</summary>
    public void ForgetObserved()
    {
        if (Instrument.IsObservable)
        {
            lock (_gate)
            {
                _series.Clear();
                Array.Clear(_recent);
            }
        }
    }

    public Series[] Read()
    {
        lock (_gate)
        {
            return [.. _series.Values];
        }
    }

    private static double[] BoundsOf<T>(IReadOnlyList<T>? bounds, Func<T, double> convert) => bounds is null ? [] : [.. bounds.Select(convert)];

    /// <summary>By the first tag's value and the last one's: what tells series of one instrument apart is mostly one of the two.</summary>
    private static int Place(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length switch
    {
        0 => 0,
        1 => RuntimeHelpers.GetHashCode(tags[0].Value) & (Recent - 1),
        _ => ((RuntimeHelpers.GetHashCode(tags[0].Value) * 31) + RuntimeHelpers.GetHashCode(tags[^1].Value)) & (Recent - 1),
    };

    private Series? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        ref var recent = ref _recent[Place(tags)];
        var series = Volatile.Read(ref recent);
        if (series is not null && series.Tags.IsSame(tags))
        {
            return series;
        }

        var set = new TagSet(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(set, out series))
            {
                if (!_mayAdd())
                {
                    return null;
                }

                _series.Add(set, series = new Series(set, Bounds));
            }
        }

        Volatile.Write(ref recent, series);
        return series;
    }
}
