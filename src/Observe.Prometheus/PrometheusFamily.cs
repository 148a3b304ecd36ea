using Observe.Prometheus.Pages;

namespace Observe.Prometheus;

/// <summary>
/// A metric outside the OpenTelemetry SDK, with its series. Name and unit are OpenTelemetry's (<c>observe.log.bytes</c>,
/// <c>By</c>); the Prometheus name follows by the translation that the page is configured with. Safe for use by several
/// threads.
/// </summary>
public sealed class PrometheusFamily
{
    private readonly Lock _sync = new();
    private PrometheusSeries[] _series = [];
    private int _count;

    private PrometheusFamily(PrometheusFamilyKind kind, string name, string? unit, string? description, double[] bounds)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Kind = kind;
        Name = name;
        Unit = unit ?? "";
        Description = description ?? "";
        BoundsArray = bounds;
    }

    /// <summary>The kind.</summary>
    public PrometheusFamilyKind Kind { get; }

    /// <summary>The OpenTelemetry name.</summary>
    public string Name { get; }

    /// <summary>The UCUM unit, or an empty string.</summary>
    public string Unit { get; }

    /// <summary>The description, rendered as <c>HELP</c>, or an empty string.</summary>
    public string Description { get; }

    /// <summary>The upper bounds of a <see cref="PrometheusFamilyKind.Histogram"/>, without <c>+Inf</c>; else empty.</summary>
    public IReadOnlyList<double> Bounds => BoundsArray;

    /// <summary>The number of series.</summary>
    public int Count
    {
        get
        {
            lock (_sync)
            {
                return _count;
            }
        }
    }

    internal double[] BoundsArray { get; }

    internal Lock Sync => _sync;

    /// <summary>How many series were removed so far.</summary>
    internal long Removals { get; private set; }

    /// <summary>The series, to be read while <see cref="Sync"/> is held.</summary>
    internal ReadOnlySpan<PrometheusSeries> SeriesUnderLock => _series.AsSpan(0, _count);

    /// <summary>Makes a counter, a monotonic sum.</summary>
    /// <param name="name">The OpenTelemetry name.</param>
    /// <param name="unit">The UCUM unit.</param>
    /// <param name="description">The description.</param>
    /// <returns>A family without series.</returns>
    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    public static PrometheusFamily Counter(string name, string? unit = null, string? description = null) =>
        new(PrometheusFamilyKind.Counter, name, unit, description, []);

    /// <summary>Makes an up-down counter, a sum that is written as a gauge.</summary>
    /// <inheritdoc cref="Counter"/>
    public static PrometheusFamily UpDownCounter(string name, string? unit = null, string? description = null) =>
        new(PrometheusFamilyKind.UpDownCounter, name, unit, description, []);

    /// <summary>Makes a gauge, a last value.</summary>
    /// <inheritdoc cref="Counter"/>
    public static PrometheusFamily Gauge(string name, string? unit = null, string? description = null) =>
        new(PrometheusFamilyKind.Gauge, name, unit, description, []);

    /// <summary>Makes an info metric: its series say something in their labels and have the value 1.</summary>
    /// <param name="name">The OpenTelemetry name, without <c>info</c>, which is appended.</param>
    /// <param name="description">The description.</param>
    /// <returns>A family without series.</returns>
    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    public static PrometheusFamily Info(string name, string? description = null) =>
        new(PrometheusFamilyKind.Info, name, unit: null, description, []);

    /// <summary>Makes a histogram with explicit bounds.</summary>
    /// <param name="name">The OpenTelemetry name.</param>
    /// <param name="bounds">The upper bounds, ascending; a final <c>+Inf</c> may be left out.</param>
    /// <param name="unit">The UCUM unit.</param>
    /// <param name="description">The description.</param>
    /// <returns>A family without series.</returns>
    /// <exception cref="ArgumentException">The name is null or empty, or the bounds are not finite and ascending.</exception>
    public static PrometheusFamily Histogram(
        string name, IReadOnlyList<double> bounds, string? unit = null, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        return new(PrometheusFamilyKind.Histogram, name, unit, description, HistogramBounds.Validated(bounds, nameof(bounds)));
    }

    /// <summary>Makes a base-2 exponential histogram.</summary>
    /// <inheritdoc cref="Counter"/>
    public static PrometheusFamily ExponentialHistogram(string name, string? unit = null, string? description = null) =>
        new(PrometheusFamilyKind.ExponentialHistogram, name, unit, description, []);

    /// <summary>Makes a summary, whose quantiles its source has computed.</summary>
    /// <inheritdoc cref="Counter"/>
    public static PrometheusFamily Summary(string name, string? unit = null, string? description = null) =>
        new(PrometheusFamilyKind.Summary, name, unit, description, []);

    /// <summary>
    /// The names that the family takes on a page of the classic text format: that of the family first, then those of its samples.
    /// Families of one type and equal names are one family on the page; one whose names another type has taken is left out.
    /// </summary>
    /// <param name="options">What the page is configured with.</param>
    /// <returns>The names, each once.</returns>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public IReadOnlyList<string> NamesOn(PrometheusExporterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var layout = new PageLayout(default(PrometheusFormat).Under(options.TranslationStrategy), options, new WarningLog(options));
        return layout.NamesOf(this);
    }

    /// <summary>
    /// Adds a series. It is left out of pages until a value is set. The caller keeps the handle: adding equal labels again makes
    /// a second series, of which pages show the first alone.
    /// </summary>
    /// <param name="labels">
    /// The labels, as OpenTelemetry attributes. Values of other types than string are written as OpenTelemetry writes them:
    /// <c>true</c>, shortest numbers, JSON for arrays.
    /// </param>
    /// <returns>The handle through which values are set.</returns>
    public PrometheusSeries AddSeries(params ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var series = new PrometheusSeries(this, labels.ToArray());
        lock (_sync)
        {
            if (_count == _series.Length)
            {
                Array.Resize(ref _series, Math.Max(4, _count * 2));
            }

            series.Index = _count;
            _series[_count++] = series;
        }

        return series;
    }

    /// <summary>Removes a series; pages no longer show it.</summary>
    /// <param name="series">The handle that <see cref="AddSeries"/> gave.</param>
    /// <returns>False when the series is not, or no longer, one of this family's.</returns>
    public bool RemoveSeries(PrometheusSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        lock (_sync)
        {
            if (series.Family != this || series.Index < 0)
            {
                return false;
            }

            Removals++;
            _count--;
            _series[series.Index] = _series[_count];
            _series[series.Index].Index = series.Index;
            _series[_count] = null!;
            series.Index = -1;
            return true;
        }
    }
}
