using System.Diagnostics.Metrics;
using Observe.Agent.Records.Status;

namespace Observe.Agent.Metrics;

/// <summary>What every part of the agent takes in, hands on, drops and fails at, and how long it takes. Thread-safe.</summary>
internal sealed class ComponentMetrics : IDisposable
{
    public const string MeterName = "Observe.Agent";

    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _errors;
    private readonly Histogram<double> _duration;
    private readonly List<(string Component, Func<long> Size, long Limit)> _queues = [];

    /// <summary>This instance's own; others of the same name may live beside it in tests.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>What was dropped since the start, and why.</summary>
    public ReasonTally DroppedSinceStart { get; } = new();

    public ReasonTally ErrorsSinceStart { get; } = new();

    public IReadOnlyList<QueueStatus> QueueStatuses
    {
        get
        {
            lock (_queues)
            {
                return [.. _queues.Select(q => new QueueStatus(q.Component, q.Size(), q.Limit))];
            }
        }
    }

    public ComponentMetrics()
    {
        _received = Meter.CreateCounter<long>(MetricNames.ComponentReceived, "{record}", "Records a component took in.");
        _sent = Meter.CreateCounter<long>(MetricNames.ComponentSent, "{record}", "Records a component handed on.");
        _dropped = Meter.CreateCounter<long>(MetricNames.ComponentDropped, "{record}", "Records a component gave up.");
        _errors = Meter.CreateCounter<long>(MetricNames.ComponentErrors, "{error}", "Faults of a component, by reason.");
        _duration = Meter.CreateHistogram(
            MetricNames.ComponentDuration,
            "s",
            "How long a component worked: on a batch of records, on a commit.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets.Seconds });
        Meter.CreateObservableGauge(MetricNames.QueueSize, () => Queues(q => q.Size()), "By", "Bytes that wait in a queue.");
        Meter.CreateObservableGauge(MetricNames.QueueLimit, () => Queues(q => q.Limit), "By", "Bytes that may wait in a queue.");
    }

    /// <summary>
    /// Shows a component before anything happened to it: a counter that is born at 1 shows no increase to Prometheus. Call it
    /// once the meter is listened to.
    /// </summary>
    public void Begin(string component, params ReadOnlySpan<string> errorReasons)
    {
        Received(component, 0);
        Sent(component, 0);
        _dropped.Add(0, Tag(component));
        foreach (var reason in errorReasons)
        {
            _errors.Add(0, Tag(component), new("reason", reason));
        }
    }

    /// <summary>Shows how much waits in a queue and how much may; the size is asked for at each reading.</summary>
    public void ShowQueue(string component, Func<long> size, long limit)
    {
        lock (_queues)
        {
            _queues.Add((component, size, limit));
        }
    }

    public void Received(string component, long records) => _received.Add(records, Tag(component));

    public void Sent(string component, long records) => _sent.Add(records, Tag(component));

    public void Failed(string component, string reason)
    {
        _errors.Add(1, Tag(component), new("reason", reason));
        ErrorsSinceStart.Add(component, reason, 1);
    }

    public void Dropped(string component, string reason, long records)
    {
        _dropped.Add(records, Tag(component), new("reason", reason));
        DroppedSinceStart.Add(component, reason, records);
    }

    public void Took(string component, TimeSpan duration) => _duration.Record(duration.TotalSeconds, Tag(component));

    public void Dispose() => Meter.Dispose();

    private List<Measurement<long>> Queues(Func<(string Component, Func<long> Size, long Limit), long> value)
    {
        lock (_queues)
        {
            return [.. _queues.Select(q => new Measurement<long>(value(q), Tag(q.Component)))];
        }
    }

    private static KeyValuePair<string, object?> Tag(string component) => new("component", component);
}
