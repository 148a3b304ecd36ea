using System.Globalization;
using Observe.Agent.Cmr.Reports;
using Observe.Agent.Metrics;
using Observe.Prometheus;

namespace Observe.Agent.Cmr;

/// <summary>Health and slowdown of every app on the metrics page. An app that is silent shows nothing.</summary>
internal sealed class CmrFamilies(Func<CmrReport> report) : IPrometheusFamilySource
{
    private const string System = "system";

    private readonly PrometheusFamily _scores = PrometheusFamily.Gauge(
        MetricNames.CmrAppHealthScore, "1", "Health of an app's memory layer and of its components as the agent sees it, 1 is best.");

    private readonly PrometheusFamily _slowdowns = PrometheusFamily.Gauge(
        MetricNames.CmrAppSlowdown, "1", "Mean duration of the window by what it usually is; 1 is as usual.");

    private readonly Dictionary<(string Source, string Part, int? Layer), PrometheusSeries> _series = [];

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        var shown = new HashSet<(string, string, int?)>();
        foreach (var source in report().Sources)
        {
            Show(_scores, (source.Source, System, null), source.Health.Score, shown);
            foreach (var (component, health) in source.Components)
            {
                Show(_scores, (source.Source, component, null), health.Score, shown);
            }

            foreach (var duration in source.Baselines)
            {
                Show(_slowdowns, (source.Source, duration.Phase + ".slowdown", duration.Layer ?? -1), duration.Ratio, shown);
            }
        }

        foreach (var gone in _series.Keys.Where(k => !shown.Contains(k)).ToList())
        {
            var series = _series[gone];
            series.Family.RemoveSeries(series);
            _series.Remove(gone);
        }

        return [_scores, _slowdowns];
    }

    private void Show(PrometheusFamily family, (string Source, string Part, int? Layer) key, double? value, HashSet<(string, string, int?)> shown)
    {
        if (value is not { } known)
        {
            return;
        }

        shown.Add(key);
        if (!_series.TryGetValue(key, out var series))
        {
            _series.Add(key, series = family.AddSeries(Labels(key)));
        }

        series.Set(known);
    }

    private static KeyValuePair<string, object?>[] Labels((string Source, string Part, int? Layer) key) => key.Layer is { } layer
        ? [new("source", key.Source), new("component", key.Part.Split('.')[0]), new("cmr.layer", layer < 0 ? "" : layer.ToString(CultureInfo.InvariantCulture))]
        : [new("source", key.Source), new("component", key.Part)];
}
