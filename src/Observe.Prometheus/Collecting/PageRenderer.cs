using Observe.Prometheus.Buffers;
using Observe.Prometheus.Pages;

namespace Observe.Prometheus.Collecting;

/// <summary>Renders what a collection brought in every format that was asked for. Used by one thread at a time.</summary>
internal sealed class PageRenderer
{
    private const int MaxLayouts = 4;

    private readonly PrometheusExporterOptions _options;
    private readonly WarningLog _warnings;
    private readonly ChunkPool _pool = new();
    private readonly List<(PrometheusFormat Format, PageLayout Layout)> _layouts = [];

    public PageRenderer(PrometheusExporterOptions options)
    {
        _options = options;
        _warnings = new WarningLog(options);
        Collected = new CollectedMetrics(options, _warnings);
    }

    public CollectedMetrics Collected { get; }

    public void Render(CollectionRound round)
    {
        Collected.ReadSources();
        var pages = round.Pages;
        for (var i = 0; i < pages.Count; i++)
        {
            var buffer = _pool.RentBuffer(_options.MaxScrapeResponseSizeBytes, round.Control);
            try
            {
                Layout(pages[i].Format).Render(Collected, buffer);
                pages[i].Buffer = buffer;
            }
            catch (PrometheusPageTooLargeException tooLarge)
            {
                buffer.Release();
                pages[i].Fault = tooLarge;
            }
            catch
            {
                buffer.Release();
                throw;
            }
        }
    }

    /// <summary>The layout of a format; the four used last are kept, so that a scraper cannot fill memory with formats.</summary>
    private PageLayout Layout(PrometheusFormat format)
    {
        var index = _layouts.FindIndex(entry => entry.Format == format);
        if (index == 0)
        {
            return _layouts[0].Layout;
        }

        var entry = index > 0 ? _layouts[index] : (format, new PageLayout(format, _options, _warnings));
        if (index > 0)
        {
            _layouts.RemoveAt(index);
        }
        else if (_layouts.Count == MaxLayouts)
        {
            _layouts.RemoveAt(MaxLayouts - 1);
        }

        _layouts.Insert(0, entry);
        return entry.Item2;
    }
}
