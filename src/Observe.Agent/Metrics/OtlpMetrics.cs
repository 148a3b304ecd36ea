using System.Diagnostics.Metrics;

namespace Observe.Agent.Metrics;

/// <summary>Requests of apps that push, by what became of them. Thread-safe.</summary>
internal sealed class OtlpMetrics(ComponentMetrics components)
{
    public const string Component = "otlp";

    private readonly Counter<long> _requests =
        components.Meter.CreateCounter<long>(MetricNames.OtlpRequests, "{request}", "Export requests of apps, by what became of them.");

    /// <summary>Requests since the start, by signal and outcome.</summary>
    public ReasonTally SinceStart { get; } = new();

    /// <summary>Shows every request that may come before it does: a counter that is born at 1 shows no increase to Prometheus.</summary>
    public void Begin(IEnumerable<string> signals, IEnumerable<string> protocols, IEnumerable<string> outcomes)
    {
        foreach (var signal in signals)
        {
            foreach (var protocol in protocols)
            {
                foreach (var outcome in outcomes)
                {
                    Add(0, signal, protocol, outcome);
                }
            }
        }
    }

    public void Answered(string signal, string protocol, string outcome, TimeSpan duration)
    {
        Add(1, signal, protocol, outcome);
        SinceStart.Add(signal, outcome, 1);
        components.Took(Component, duration);
    }

    private void Add(long requests, string signal, string protocol, string outcome) => _requests.Add(
        requests, new(MetricNames.Signal, signal), new(MetricNames.Protocol, protocol), new(MetricNames.Outcome, outcome));
}
