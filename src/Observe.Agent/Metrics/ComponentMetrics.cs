using System.Diagnostics.Metrics;

namespace Observe.Agent.Metrics;

/// <summary>What every part of the agent takes in, hands on and fails at. Thread-safe.</summary>
internal sealed class ComponentMetrics : IDisposable
{
    public const string MeterName = "Observe.Agent";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _errors;

    public ComponentMetrics()
    {
        _received = _meter.CreateCounter<long>(MetricNames.ComponentReceived, "{record}", "Records a component took in.");
        _sent = _meter.CreateCounter<long>(MetricNames.ComponentSent, "{record}", "Records a component handed on.");
        _errors = _meter.CreateCounter<long>(MetricNames.ComponentErrors, "{error}", "Faults of a component, by reason.");
    }

    public void Received(string component, long records) => _received.Add(records, new KeyValuePair<string, object?>("component", component));

    public void Sent(string component, long records) => _sent.Add(records, new KeyValuePair<string, object?>("component", component));

    public void Failed(string component, string reason) => _errors.Add(1, new("component", component), new("reason", reason));

    public void Dispose() => _meter.Dispose();
}
