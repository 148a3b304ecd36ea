using System.Diagnostics.Metrics;

namespace Observe.Instrumentation.Tokens;

/// <summary>Metrics of local limits.</summary>
internal sealed class TokenInstruments
{
    private readonly Lock _gate = new();
    private readonly List<TokenTracker> _trackers = [];

    public TokenInstruments(Meter meter)
    {
        meter.CreateObservableGauge(
            "observe.app.token.limit", () => Observe(s => s.Limit.Tokens), "{token}", "Tokens that a local limit allows in its period.");
        meter.CreateObservableGauge(
            "observe.app.token.used", () => Observe(s => s.Used), "{token}", "Tokens used in the period of a local limit.");
    }

    public void Add(TokenTracker tracker)
    {
        lock (_gate)
        {
            _trackers.Add(tracker);
        }
    }

    public void Remove(TokenTracker tracker)
    {
        lock (_gate)
        {
            _trackers.Remove(tracker);
        }
    }

    private List<Measurement<long>> Observe(Func<TokenLimitStatus, long> value)
    {
        lock (_gate)
        {
            return
            [
                .. _trackers.SelectMany(t => t.GetLimits()).DistinctBy(s => s.Limit.Name)
                    .Select(s => new Measurement<long>(value(s), new KeyValuePair<string, object?>("limit", s.Limit.Name))),
            ];
        }
    }
}
