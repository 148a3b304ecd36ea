using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Collecting;
using Observe.Prometheus.Sdk;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus;

/// <summary>
/// The metrics page: collects and renders without HTTP. Safe for use by several threads; concurrent calls never collect at the
/// same time.
/// </summary>
public sealed class PrometheusPage
{
    private const string SdkDisabled = "OTEL_SDK_DISABLED";

    private readonly PrometheusExporterOptions _options;
    private readonly PrometheusExporter? _exporter;
    private readonly PageRenderer _renderer;
    private readonly CollectionGate _gate;

    /// <summary>Makes a page of <see cref="PrometheusExporterOptions.Sources"/> alone, without any MeterProvider.</summary>
    /// <param name="options">The options, which are not to be changed afterwards.</param>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public PrometheusPage(PrometheusExporterOptions options)
        : this(options ?? throw new ArgumentNullException(nameof(options)), exporter: null)
    {
    }

    internal PrometheusPage(PrometheusExporterOptions options, PrometheusExporter? exporter)
    {
        _options = options;
        _exporter = exporter;
        _renderer = new PageRenderer(options);
        _gate = new CollectionGate(options, Run);
    }

    internal PrometheusExporterOptions Options => _options;

    /// <summary>Finds the page of the exporter that <c>AddPrometheusExporter</c> added to a provider.</summary>
    /// <param name="provider">The provider.</param>
    /// <returns>The page, the same at every call; an empty one where <c>OTEL_SDK_DISABLED</c> is true.</returns>
    /// <exception cref="ArgumentNullException">The provider is null.</exception>
    /// <exception cref="ArgumentException">The provider has no such exporter.</exception>
    public static PrometheusPage Of(MeterProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (ExporterRegistry.Find(provider) is { } exporter)
        {
            return exporter.Page;
        }

        // A disabled SDK builds nothing that was asked of it: its page is empty, not missing.
        return bool.TryParse(Environment.GetEnvironmentVariable(SdkDisabled), out var isDisabled) && isDisabled
            ? new PrometheusPage(new PrometheusExporterOptions())
            : throw new ArgumentException(
                "This MeterProvider has no Prometheus exporter: call AddPrometheusExporter() on its builder.", nameof(provider));
    }

    /// <summary>Collects now and writes the page. Nothing is written when this throws.</summary>
    /// <param name="destination">Receives the page.</param>
    /// <param name="format">The format; text 0.0.4 where none is given.</param>
    /// <exception cref="ArgumentNullException">The destination is null.</exception>
    /// <exception cref="PrometheusPageTooLargeException">
    /// The page is larger than <see cref="PrometheusExporterOptions.MaxScrapeResponseSizeBytes"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The provider is disposed, or the SDK failed to collect.</exception>
    public void Write(IBufferWriter<byte> destination, PrometheusFormat format = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var page = Fresh(format);
        try
        {
            page.CopyTo(destination);
        }
        finally
        {
            page.Release();
        }
    }

    /// <inheritdoc cref="Write(IBufferWriter{byte}, PrometheusFormat)"/>
    public void Write(Stream destination, PrometheusFormat format = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var page = Fresh(format);
        try
        {
            for (var i = 0; i < page.ChunkCount; i++)
            {
                destination.Write(page.Chunk(i).Span);
            }
        }
        finally
        {
            page.Release();
        }
    }

    /// <inheritdoc cref="Write(IBufferWriter{byte}, PrometheusFormat)"/>
    /// <param name="destination">Receives the page; it is not closed.</param>
    /// <param name="format">The format; text 0.0.4 where none is given.</param>
    /// <param name="cancellationToken">Ends waiting and writing.</param>
    /// <returns>A task that completes when all is written.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task WriteAsync(Stream destination, PrometheusFormat format = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        PageBuffer page;
        try
        {
            page = await GetAsync(format, canShare: false, Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (ScrapeFailedException failure)
        {
            throw Unwrapped(failure);
        }

        try
        {
            for (var i = 0; i < page.ChunkCount; i++)
            {
                await destination.WriteAsync(page.Chunk(i), cancellationToken);
            }
        }
        finally
        {
            page.Release();
        }
    }

    internal ValueTask<PageBuffer> GetAsync(PrometheusFormat format, bool canShare, TimeSpan timeout, CancellationToken cancellation) =>
        _gate.GetAsync(format.Under(_options.TranslationStrategy), canShare, timeout, cancellation);

    private static Exception Unwrapped(ScrapeFailedException failure) => failure.InnerException switch
    {
        PrometheusPageTooLargeException tooLarge => tooLarge,
        var cause => new InvalidOperationException(failure.Message, cause),
    };

    private PageBuffer Fresh(PrometheusFormat format)
    {
        try
        {
            return _gate.Fresh(format.Under(_options.TranslationStrategy));
        }
        catch (ScrapeFailedException failure)
        {
            throw Unwrapped(failure);
        }
    }

    private void Run(CollectionRound round)
    {
        if (_exporter is null)
        {
            _renderer.Render(round);
        }
        else
        {
            _exporter.Run(round, _renderer);
        }
    }
}
