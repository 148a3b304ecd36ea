using Observe.Prometheus.Buffers;

namespace Observe.Prometheus.Collecting;

/// <summary>A page of a collection: its format, how many scrapes wait for it, and the page once it is rendered.</summary>
internal sealed class RoundPage(PrometheusFormat format)
{
    public PrometheusFormat Format { get; } = format;

    public int Waiters { get; set; }

    public PageBuffer? Buffer { get; set; }
}
