using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;
using Observe.Prometheus;

namespace Observe.Agent.Tokens.Budgets;

/// <summary>The budgets on the metrics page, as of the last commit.</summary>
internal sealed class BudgetFamilies(Func<IReadOnlyList<BudgetStatus>> statuses) : IPrometheusFamilySource
{
    private readonly PrometheusFamily _tokenLimit = PrometheusFamily.Gauge(MetricNames.TokenBudgetLimit, "{token}", "Tokens that a budget allows in a period.");
    private readonly PrometheusFamily _tokenUsed = PrometheusFamily.Gauge(MetricNames.TokenBudgetUsed, "{token}", "Tokens of a budget used in the running period.");

    private readonly PrometheusFamily _tokenProjected = PrometheusFamily.Gauge(
        MetricNames.TokenBudgetProjected, "{token}", "Tokens of a budget that will be used at the end of the period, at the present rate.");

    private readonly PrometheusFamily _costLimit = PrometheusFamily.Gauge(MetricNames.CostBudgetLimit, "{USD}", "Dollars that a budget allows in a period.");
    private readonly PrometheusFamily _costUsed = PrometheusFamily.Gauge(MetricNames.CostBudgetUsed, "{USD}", "Dollars of a budget used in the running period.");

    private readonly PrometheusFamily _costProjected = PrometheusFamily.Gauge(
        MetricNames.CostBudgetProjected, "{USD}", "Dollars of a budget that will be used at the end of the period, at the present rate.");

    private readonly PrometheusFamily _state = PrometheusFamily.Gauge(MetricNames.BudgetState, "", "1 for the state that a budget is in.");

    private readonly PrometheusFamily _limitTime = PrometheusFamily.Gauge(
        MetricNames.BudgetLimitTime, "s", "When the limit will be reached at the present rate, as Unix time; nothing when not within the period.");

    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);

    public IReadOnlyList<PrometheusFamily> Collect()
    {
        foreach (var status in statuses())
        {
            if (!_series.TryGetValue(status.Budget.Name, out var series))
            {
                _series[status.Budget.Name] = series = Add(status.Budget);
            }

            series.Show(status);
        }

        return [_tokenLimit, _tokenUsed, _tokenProjected, _costLimit, _costUsed, _costProjected, _state, _limitTime];
    }

    private Series Add(Budget budget)
    {
        KeyValuePair<string, object?>[] labels = [new("budget", budget.Name), new("period", budget.PeriodWord)];
        var isMoney = budget.Unit == BudgetUnit.Usd;
        return new Series(
            (isMoney ? _costLimit : _tokenLimit).AddSeries(labels),
            (isMoney ? _costUsed : _tokenUsed).AddSeries(labels),
            (isMoney ? _costProjected : _tokenProjected).AddSeries(labels),
            [.. Enum.GetValues<BudgetState>().Select(s => _state.AddSeries([.. labels, new("state", AttributeValues.Of(s))]))],
            _limitTime.AddSeries(labels));
    }

    private sealed record Series(PrometheusSeries Limit, PrometheusSeries Used, PrometheusSeries Projected, PrometheusSeries[] States, PrometheusSeries LimitTime)
    {
        public void Show(BudgetStatus status)
        {
            Limit.Set((double)status.Budget.Limit);
            Used.Set((double)status.Used);
            Projected.Set((double)status.Projected);
            for (var i = 0; i < States.Length; i++)
            {
                States[i].Set((long)(i == (int)status.State ? 1 : 0));
            }

            if (status.LimitAt is { } at)
            {
                LimitTime.Set(at / 1000.0);
            }
            else
            {
                LimitTime.Unset();
            }
        }
    }
}
