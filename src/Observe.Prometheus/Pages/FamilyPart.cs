using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Formats;
using Observe.Prometheus.Labels;
using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Pages;

/// <summary>What one metric, of the SDK or of a source, adds to a family of a page: its series and their rendered prefixes.</summary>
internal abstract class FamilyPart(PageLayout layout, FamilyIdentity identity, IEqualityComparer<object> keys)
{
    private const string BucketLabel = "le";
    private const string QuantileLabel = "quantile";
    private const int SmallestScale = -4;
    private const int LargestScale = 8;

    private readonly List<Label> _labels = [];
    private readonly ArrayBufferWriter<byte> _prefix = new();

    public FamilyIdentity Identity { get; } = identity;

    public FamilyName Name => Identity.Name;

    /// <summary>The family this is part of; null when it was refused.</summary>
    public FamilyPlan? Plan { get; set; }

    protected PageLayout Layout { get; } = layout;

    protected SeriesCache Cache { get; } = new(keys);

    protected SeriesEncoder Encoder { get; } = layout.Encoding.Encoder(identity.Name, identity.Type);

    /// <summary>Whether series were removed since the last page, so that what is cached of the family no longer fits.</summary>
    public virtual bool HasRemovals() => false;

    public abstract void Render(ref PageWriter writer);

    public void ForgetSeries() => Cache.Clear();

    /// <summary>Writes an exponential histogram at a scale that Prometheus knows; one that has none is left out and reported.</summary>
    protected void RenderExponential(ref PageWriter writer, scoped PaddedBytes prefix, ExponentialPoint point, PointDetails? details)
    {
        if (point.Scale < SmallestScale)
        {
            Layout.Warnings.Report(
                PrometheusWarningKind.UnsupportedValue,
                Name.Family,
                $"{Identity.Source} has an exponential histogram of scale {point.Scale}; Prometheus knows -4 to 8.");
            return;
        }

        if (point.Scale > LargestScale)
        {
            point.Positive.Downscale(point.Scale - LargestScale);
            point.Negative.Downscale(point.Scale - LargestScale);
            point.Scale = LargestScale;
        }

        Encoder.WriteExponential(ref writer, prefix, point, details);
    }

    /// <summary>Renders the prefix of a new series, or marks it as left out.</summary>
    protected int Append(object key, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        var reserved = Identity.Type switch
        {
            FamilyType.Histogram => BucketLabel,
            FamilyType.Summary => QuantileLabel,
            _ => null,
        };
        if (Layout.Labels.Translate(Identity.FixedAttributes, attributes, reserved, _labels))
        {
            Layout.Warnings.Report(
                PrometheusWarningKind.ReservedLabel,
                Name.Family,
                $"{Identity.Source} has a label '{reserved}', which is the {Identity.Type}'s own and was dropped.");
        }

        _prefix.ResetWrittenCount();
        if (Plan!.Series.Add(LabelHash.Of(_labels)))
        {
            Encoder.WritePrefix(_prefix, _labels);
        }
        else
        {
            _prefix.Write(SeriesCache.LeftOut);
            Layout.Warnings.Report(
                PrometheusWarningKind.DuplicateSeries,
                Name.Family,
                $"{Identity.Source} has a series whose name and labels another series has already; the later one is left out.");
        }

        return Cache.Append(key, _prefix.WrittenSpan);
    }
}
