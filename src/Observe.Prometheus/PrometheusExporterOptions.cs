namespace Observe.Prometheus;

/// <summary>What a metrics page contains and how its names are formed.</summary>
public class PrometheusExporterOptions
{
    internal const int DefaultMaxScrapeResponseSizeBytes = 166 * 1024 * 1024;
    internal const int SmallestMaxScrapeResponseSizeBytes = 1024;

    private int _cacheMilliseconds = 300;
    private int _maxSize = DefaultMaxScrapeResponseSizeBytes;
    private double[] _exponentialBounds =
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>How names are translated. Default: <see cref="PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes"/>.</summary>
    public PrometheusTranslationStrategy TranslationStrategy { get; set; }

    /// <summary>
    /// Whether counters are written without an appended <c>_total</c>. OpenMetrics asks for the suffix, so its pages have it
    /// all the same. Default: false.
    /// </summary>
    public bool DisableTotalNameSuffixForCounters { get; set; }

    /// <summary>
    /// Whether gauges of unit <c>1</c> are suffixed with <c>_ratio</c>, as Prometheus' own OTLP receiver does and the
    /// community's exporter no longer does. Default: false.
    /// </summary>
    public bool RatioSuffixEnabled { get; set; }

    /// <summary>
    /// Whether the text formats leave a gauge untyped whose name ends with a suffix that Prometheus reserves for histograms and
    /// summaries, such as <c>process_thread_count</c>: <c>promtool check metrics</c> refuses such a gauge and takes the untyped
    /// one. Default: false.
    /// </summary>
    public bool UntypedReservedSuffixes { get; set; }

    /// <summary>Whether every series carries the <c>otel_scope_*</c> labels of its meter. Default: true.</summary>
    public bool ScopeInfoEnabled { get; set; } = true;

    /// <summary>Whether the resource is written as <c>target_info</c>. Default: true.</summary>
    public bool TargetInfoEnabled { get; set; } = true;

    /// <summary>
    /// Selects, by key, the resource attributes that every series of the SDK carries as labels. <c>target_info</c> has all
    /// attributes whatever is selected here. Default: null, which selects none.
    /// </summary>
    public Func<string, bool>? ResourceConstantLabels { get; set; }

    /// <summary>
    /// How long, in milliseconds, a page answers further scrapes over HTTP. 0 collects for every scrape that no running
    /// collection can answer. Default: 300.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int ScrapeResponseCacheDurationMilliseconds
    {
        get => _cacheMilliseconds;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _cacheMilliseconds = value;
        }
    }

    /// <summary>
    /// The largest page, in bytes before compression; a larger one is refused with a reason and status 500.
    /// Default: 166 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1024.</exception>
    public int MaxScrapeResponseSizeBytes
    {
        get => _maxSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, SmallestMaxScrapeResponseSizeBytes);
            _maxSize = value;
        }
    }

    /// <summary>
    /// The upper bounds on which the text formats, which know no native histogram, render exponential histograms as classic
    /// ones; ascending, without <c>+Inf</c>. Default: 0.005 to 10.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="ArgumentException">The bounds are not finite or not ascending.</exception>
    public IReadOnlyList<double> ExponentialHistogramBounds
    {
        get => _exponentialBounds;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _exponentialBounds = HistogramBounds.Validated(value, nameof(value));
        }
    }

    /// <summary>
    /// Families that are added to the page without the SDK. A family of the same name as one of the SDK's is merged with it.
    /// Sources are asked in the order they have here. Default: empty.
    /// </summary>
    public IList<IPrometheusFamilySource> Sources { get; } = [];

    /// <summary>
    /// Called with each fault that costs series or metadata, once a kind and family. Faults are also written to the event
    /// source <c>OpenTelemetry-Exporter-Observe-Prometheus</c>. It is called while a page is rendered: return quickly.
    /// Exceptions it throws are ignored. Default: null.
    /// </summary>
    public Action<PrometheusWarning>? OnWarning { get; set; }

    /// <summary>The clock of the page cache and of timeouts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
