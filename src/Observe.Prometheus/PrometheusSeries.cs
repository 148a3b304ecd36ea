using Observe.Prometheus.Formats;
using Observe.Prometheus.Labels;

namespace Observe.Prometheus;

/// <summary>
/// One series of a <see cref="PrometheusFamily"/>: labels that never change and the value that the next page shows.
/// Which setter to use follows from the family's kind. Setting allocates nothing once a histogram's size is known.
/// </summary>
public sealed class PrometheusSeries
{
    private SeriesValue _value;
    private DateTimeOffset? _createdAt;

    internal PrometheusSeries(PrometheusFamily family, KeyValuePair<string, object?>[] labels)
    {
        Family = family;
        LabelArray = labels;
    }

    /// <summary>The family.</summary>
    public PrometheusFamily Family { get; }

    /// <summary>The labels, as given.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Labels => LabelArray;

    /// <summary>
    /// When the series began to count, where that is known: OpenMetrics writes it as <c>_created</c>, protobuf as
    /// <c>created_timestamp</c>. Gauges have none. Default: null.
    /// </summary>
    public DateTimeOffset? CreatedAt
    {
        get
        {
            lock (Family.Sync)
            {
                return _createdAt;
            }
        }

        set
        {
            lock (Family.Sync)
            {
                _createdAt = value;
            }
        }
    }

    internal KeyValuePair<string, object?>[] LabelArray { get; }

    internal int Index { get; set; }

    /// <summary>The value, to be read while the family's lock is held.</summary>
    internal ref readonly SeriesValue ValueUnderLock => ref _value;

    /// <summary>The time of creation, to be read while the family's lock is held.</summary>
    internal DateTimeOffset? CreatedUnderLock => _createdAt;

    /// <summary>Sets the value of a counter, up-down counter, gauge or info series.</summary>
    /// <param name="value">The value; a counter's is its total so far, not an increment.</param>
    /// <exception cref="InvalidOperationException">The family is a histogram or a summary.</exception>
    public void Set(double value)
    {
        ThrowUnless(Family.Kind is not (PrometheusFamilyKind.Histogram or PrometheusFamilyKind.ExponentialHistogram or PrometheusFamilyKind.Summary));
        lock (Family.Sync)
        {
            _value.Form = SeriesValueForm.Double;
            _value.Double = value;
        }
    }

    /// <inheritdoc cref="Set(double)"/>
    public void Set(long value)
    {
        ThrowUnless(Family.Kind is not (PrometheusFamilyKind.Histogram or PrometheusFamilyKind.ExponentialHistogram or PrometheusFamilyKind.Summary));
        lock (Family.Sync)
        {
            _value.Form = SeriesValueForm.Long;
            _value.Long = value;
        }
    }

    /// <summary>Sets the value of a histogram with explicit bounds.</summary>
    /// <param name="bucketCounts">
    /// Observations in each bucket, not cumulative, the last one being those above the last bound: one more than bounds.
    /// </param>
    /// <param name="sum">The sum of all observations.</param>
    /// <exception cref="InvalidOperationException">The family is no <see cref="PrometheusFamilyKind.Histogram"/>.</exception>
    /// <exception cref="ArgumentException">The number of counts is not the number of bounds plus one.</exception>
    public void SetHistogram(ReadOnlySpan<long> bucketCounts, double sum)
    {
        ThrowUnless(Family.Kind is PrometheusFamilyKind.Histogram);
        if (bucketCounts.Length != Family.BoundsArray.Length + 1)
        {
            throw new ArgumentException(
                $"{Family.Name} has {Family.BoundsArray.Length} bounds and so {Family.BoundsArray.Length + 1} counts, not {bucketCounts.Length}.",
                nameof(bucketCounts));
        }

        lock (Family.Sync)
        {
            _value.Form = SeriesValueForm.Histogram;
            _value.Positive = Copy(bucketCounts, _value.Positive, ref _value.PositiveCount);
            _value.Double = sum;
        }
    }

    /// <summary>Sets the value of an exponential histogram, in the terms of OpenTelemetry's data model.</summary>
    /// <param name="scale">The scale; above 8 it is lowered to 8 on the page, below -4 the series is left out.</param>
    /// <param name="zeroCount">Observations in the zero bucket.</param>
    /// <param name="positiveOffset">The index of the first positive bucket.</param>
    /// <param name="positiveCounts">Observations in each positive bucket, not cumulative.</param>
    /// <param name="negativeOffset">The index of the first negative bucket.</param>
    /// <param name="negativeCounts">Observations in each negative bucket, not cumulative.</param>
    /// <param name="sum">The sum of all observations.</param>
    /// <param name="zeroThreshold">The half width of the zero bucket.</param>
    /// <exception cref="InvalidOperationException">
    /// The family is no <see cref="PrometheusFamilyKind.ExponentialHistogram"/>.
    /// </exception>
    public void SetExponentialHistogram(
        int scale,
        long zeroCount,
        int positiveOffset,
        ReadOnlySpan<long> positiveCounts,
        int negativeOffset,
        ReadOnlySpan<long> negativeCounts,
        double sum,
        double zeroThreshold = 0)
    {
        ThrowUnless(Family.Kind is PrometheusFamilyKind.ExponentialHistogram);
        lock (Family.Sync)
        {
            _value.Form = SeriesValueForm.Exponential;
            _value.Scale = scale;
            _value.Long = zeroCount;
            _value.PositiveOffset = positiveOffset;
            _value.Positive = Copy(positiveCounts, _value.Positive, ref _value.PositiveCount);
            _value.NegativeOffset = negativeOffset;
            _value.Negative = Copy(negativeCounts, _value.Negative, ref _value.NegativeCount);
            _value.Double = sum;
            _value.ZeroThreshold = zeroThreshold;
        }
    }

    /// <summary>Sets the value of a summary.</summary>
    /// <param name="quantiles">The quantiles, from 0 to 1.</param>
    /// <param name="values">The value at each.</param>
    /// <param name="count">How many observations there were.</param>
    /// <param name="sum">The sum of all observations.</param>
    /// <exception cref="InvalidOperationException">The family is no <see cref="PrometheusFamilyKind.Summary"/>.</exception>
    /// <exception cref="ArgumentException">There are not as many values as quantiles.</exception>
    public void SetSummary(ReadOnlySpan<double> quantiles, ReadOnlySpan<double> values, long count, double sum)
    {
        ThrowUnless(Family.Kind is PrometheusFamilyKind.Summary);
        if (quantiles.Length != values.Length)
        {
            throw new ArgumentException($"There are {quantiles.Length} quantiles and {values.Length} values.", nameof(values));
        }

        lock (Family.Sync)
        {
            _value.Form = SeriesValueForm.Summary;
            _value.Long = count;
            _value.Double = sum;
            _value.PositiveCount = quantiles.Length * 2;
            if (_value.Quantiles is null || _value.Quantiles.Length < _value.PositiveCount)
            {
                _value.Quantiles = new double[_value.PositiveCount];
            }

            for (var i = 0; i < quantiles.Length; i++)
            {
                _value.Quantiles[i * 2] = quantiles[i];
                _value.Quantiles[(i * 2) + 1] = values[i];
            }
        }
    }

    /// <summary>
    /// Sets the exemplars of a counter or histogram, in place of those set before. OpenMetrics and protobuf show the latest of
    /// them, a histogram the latest in each bucket.
    /// </summary>
    /// <param name="exemplars">The exemplars, which are copied; none to show none.</param>
    public void SetExemplars(params ReadOnlySpan<PrometheusExemplar> exemplars)
    {
        lock (Family.Sync)
        {
            if (_value.Exemplars is null || _value.Exemplars.Length < exemplars.Length)
            {
                _value.Exemplars = new PointExemplar[exemplars.Length];
            }

            for (var i = 0; i < exemplars.Length; i++)
            {
                var (value, timestamp, traceId, spanId) = exemplars[i];
                _value.Exemplars[i] = new PointExemplar(value, timestamp, traceId, spanId, default);
            }

            _value.ExemplarCount = exemplars.Length;
        }
    }

    /// <summary>A label value as text, by OpenTelemetry's rules: <c>true</c>, shortest numbers, base64 for bytes, JSON for arrays and maps.</summary>
    /// <param name="value">The attribute's value.</param>
    /// <returns>The text that pages show.</returns>
    public static string LabelText(object? value) => AttributeText.Of(value);

    /// <summary>Takes the value back: pages leave the series out until one is set again.</summary>
    public void Unset()
    {
        lock (Family.Sync)
        {
            _value.Form = SeriesValueForm.None;
        }
    }

    private static long[] Copy(ReadOnlySpan<long> from, long[]? to, ref int count)
    {
        if (to is null || to.Length < from.Length)
        {
            to = new long[from.Length];
        }

        from.CopyTo(to);
        count = from.Length;
        return to;
    }

    private void ThrowUnless(bool kindFits)
    {
        if (!kindFits)
        {
            throw new InvalidOperationException($"{Family.Name} is of kind {Family.Kind}, which has another setter.");
        }
    }
}
