using Observe.Prometheus.Buffers;
using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Formats;

/// <summary>One exposition format: what surrounds families, and the encoder of the series within them.</summary>
internal abstract class PageEncoding
{
    /// <summary>Whether the format has creation times and exemplars.</summary>
    public abstract bool HasDetails { get; }

    /// <summary>Every name that samples of a family of this name and type have on the page.</summary>
    public abstract IEnumerable<string> ClaimedNames(FamilyName name, FamilyType type);

    /// <summary>The metadata of a family, rendered once.</summary>
    public abstract byte[] Header(FamilyName name, FamilyType type, string help, string unit);

    /// <summary>Makes the encoder of the series of one metric.</summary>
    public abstract SeriesEncoder Encoder(FamilyName name, FamilyType type);

    public abstract PageMark BeginFamily(ref PageWriter writer, byte[] header);

    public abstract void EndFamily(ref PageWriter writer, PageMark begin);

    public abstract void EndPage(ref PageWriter writer);
}
