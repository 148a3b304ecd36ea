using Observe.Prometheus.Buffers;
using Observe.Prometheus.Formats;
using Observe.Prometheus.Labels;
using OpenTelemetry.Metrics;

namespace Observe.Prometheus.Pages;

/// <summary>
/// A page in one format: which metrics form which family, in which order, and all that is rendered once. The plan is made again
/// only when a collection brings other metrics than the one before.
/// </summary>
internal sealed class PageLayout
{
    private readonly List<object> _contributors = [];
    private readonly List<FamilyPlan> _order = [];
    private readonly FamilyIdentities _identities;
    private Dictionary<object, FamilyPart> _parts = new(ReferenceEqualityComparer.Instance);
    private Dictionary<string, FamilyPlan> _plans = [];

    public PageLayout(PrometheusFormat format, PrometheusExporterOptions options, WarningLog warnings)
    {
        Warnings = warnings;
        Labels = new LabelTranslation(format, options.TranslationStrategy);
        _identities = new FamilyIdentities(format, options, Labels);
        Encoding = format.Exposition == PrometheusExposition.Protobuf
            ? new ProtobufEncoding()
            : new TextEncoding(format.Exposition, options);
    }

    public PageEncoding Encoding { get; }

    public LabelTranslation Labels { get; }

    public WarningLog Warnings { get; }

    public string[] NamesOf(PrometheusFamily family)
    {
        var (_, name, type, _, _) = _identities.Of(family);
        return [.. Encoding.ClaimedNames(name, type).Prepend(name.Family).Distinct()];
    }

    public void Render(CollectedMetrics collected, PageBuffer buffer)
    {
        if (!IsPlanned(collected))
        {
            Plan(collected);
        }

        var writer = new PageWriter(buffer);
        foreach (var plan in _order)
        {
            Render(ref writer, plan);
        }

        Encoding.EndPage(ref writer);
        writer.Finish();
    }

    private void Render(ref PageWriter writer, FamilyPlan plan)
    {
        var hasRemovals = false;
        foreach (var part in plan.Parts)
        {
            hasRemovals |= part.HasRemovals();
        }

        if (hasRemovals)
        {
            plan.ForgetSeries();
        }

        var begin = Encoding.BeginFamily(ref writer, plan.Header);
        var first = writer.Mark;
        foreach (var part in plan.Parts)
        {
            Render(ref writer, part);
        }

        if (writer.Mark == first)
        {
            // Metadata without series would be no use, and in protobuf a fault.
            writer.Rewind(begin);
            return;
        }

        Encoding.EndFamily(ref writer, begin);
    }

    private void Render(ref PageWriter writer, FamilyPart part)
    {
        var mark = writer.Mark;
        try
        {
            part.Render(ref writer);
        }
        catch (Exception exception) when (exception is not (PrometheusPageTooLargeException or OperationCanceledException))
        {
            writer.Rewind(mark);
            Warnings.Report(
                PrometheusWarningKind.FamilyFailed,
                part.Name.Family,
                $"{part.Identity.Source} could not be read and is left out: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private bool IsPlanned(CollectedMetrics collected)
    {
        if (_contributors.Count != collected.Metrics.Count + collected.Families.Count)
        {
            return false;
        }

        var position = 0;
        foreach (var metric in collected.Metrics)
        {
            if (!ReferenceEquals(_contributors[position++], metric))
            {
                return false;
            }
        }

        foreach (var family in collected.Families)
        {
            if (!ReferenceEquals(_contributors[position++], family))
            {
                return false;
            }
        }

        return true;
    }

    private void Plan(CollectedMetrics collected)
    {
        _contributors.Clear();
        _contributors.AddRange(collected.Metrics);
        _contributors.AddRange(collected.Families);
        _order.Clear();

        var earlierPlans = _plans;
        var earlierParts = _parts;
        _plans = [];
        _parts = new(ReferenceEqualityComparer.Instance);
        var names = new ClaimedNames(Encoding, Warnings);

        // The target goes first, so that no metric can take its name.
        if (collected.Target is { } target)
        {
            Join(target, names, earlierParts, collected);
        }

        foreach (var contributor in _contributors)
        {
            Join(contributor, names, earlierParts, collected);
        }

        foreach (var plan in _order)
        {
            plan.Continue(earlierPlans.GetValueOrDefault(plan.Name.Family));
            plan.Header = FamilyMetadata.Header(plan, Encoding, Warnings);
        }
    }

    private void Join(object contributor, ClaimedNames names, Dictionary<object, FamilyPart> earlier, CollectedMetrics collected)
    {
        if (_parts.ContainsKey(contributor))
        {
            return;
        }

        var part = earlier.GetValueOrDefault(contributor) ?? Create(contributor, collected);
        _parts.Add(contributor, part);
        part.Plan = _plans.GetValueOrDefault(part.Name.Family);
        if (!names.TryClaim(part, part.Plan))
        {
            part.Plan = null;
            return;
        }

        if (part.Plan is null)
        {
            part.Plan = new FamilyPlan(part.Name, part.Identity.Type);
            _plans.Add(part.Name.Family, part.Plan);
            _order.Add(part.Plan);
        }

        part.Plan.Parts.Add(part);
    }

    private FamilyPart Create(object contributor, CollectedMetrics collected) =>
        contributor is Metric metric
            ? new MetricPart(this, _identities.Of(metric, collected), metric)
            : new SourcePart(this, _identities.Of((PrometheusFamily)contributor), (PrometheusFamily)contributor);
}
