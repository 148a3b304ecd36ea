using Observe.Prometheus.Buffers;

namespace Observe.Prometheus.Collecting;

/// <summary>A page of a collection: its format, how many scrapes wait for it, and the page once it is rendered.</summary>
internal sealed class RoundPage(PrometheusFormat format)
{
    public PrometheusFormat Format { get; } = format;

    public int Waiters { get; set; }

    public PageBuffer? Buffer { get; set; }

    /// <summary>Why there is no page in this format; other formats of the round may have theirs.</summary>
    public Exception? Fault { get; set; }
}
