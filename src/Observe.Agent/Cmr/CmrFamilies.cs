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

    private readonly Dictionary<Key, PrometheusSeries> _series = [];

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        var shown = new HashSet<Key>();
        foreach (var source in report().Sources)
        {
            Show(new Key(_scores, source.Source, System, null), source.Health.Score, shown);
            foreach (var (component, health) in source.Components)
            {
                Show(new Key(_scores, source.Source, component, null), health.Score, shown);
            }

            foreach (var duration in source.Baselines)
            {
                Show(new Key(_slowdowns, source.Source, duration.Phase, duration.Layer), duration.Ratio, shown);
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

    private void Show(Key key, double? value, HashSet<Key> shown)
    {
        if (value is not { } known)
        {
            return;
        }

        shown.Add(key);
        if (!_series.TryGetValue(key, out var series))
        {
            _series.Add(key, series = key.Family.AddSeries(Labels(key)));
        }

        series.Set(known);
    }

    /// <summary>A slowdown outside of layers has an empty layer: a family has the same labels throughout.</summary>
    private KeyValuePair<string, object?>[] Labels(Key key) => key.Family == _scores
        ? [new("source", key.Source), new("component", key.Component)]
        : [new("source", key.Source), new("component", key.Component), new("cmr.layer", key.Layer?.ToString(CultureInfo.InvariantCulture) ?? "")];

    private readonly record struct Key(PrometheusFamily Family, string Source, string Component, int? Layer);
}
