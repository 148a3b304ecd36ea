namespace Observe.Prometheus;

/// <summary>
/// One series of a <see cref="PrometheusFamily"/>: labels that never change and the value that the next page shows.
/// Which setter to use follows from the family's kind. Setting allocates nothing once a histogram's size is known.
/// </summary>
public sealed class PrometheusSeries
{
    private SeriesValue _value;

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
    public DateTimeOffset? CreatedAt { get; set; }

    internal KeyValuePair<string, object?>[] LabelArray { get; }

    internal int Index { get; set; }

    /// <summary>The value, to be read while the family's lock is held.</summary>
    internal ref readonly SeriesValue ValueUnderLock => ref _value;

    /// <summary>Sets the value of a counter, up-down counter, gauge or info series.</summary>
    /// <param name="value">The value; a counter's is its total so far, not an increment.</param>
    /// <exception cref="InvalidOperationException">The family is a histogram.</exception>
    public void Set(double value)
    {
        ThrowUnless(Family.Kind is not (PrometheusFamilyKind.Histogram or PrometheusFamilyKind.ExponentialHistogram));
        lock (Family.Sync)
        {
            _value.Form = SeriesValueForm.Double;
            _value.Double = value;
        }
    }

    /// <inheritdoc cref="Set(double)"/>
    public void Set(long value)
    {
        ThrowUnless(Family.Kind is not (PrometheusFamilyKind.Histogram or PrometheusFamilyKind.ExponentialHistogram));
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
