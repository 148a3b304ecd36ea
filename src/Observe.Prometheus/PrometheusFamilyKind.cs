namespace Observe.Prometheus;

/// <summary>The kind of a <see cref="PrometheusFamily"/>, in OpenTelemetry's terms.</summary>
public enum PrometheusFamilyKind
{
    /// <summary>A monotonic sum: a Prometheus counter, <c>_total</c> appended.</summary>
    Counter = 0,

    /// <summary>A sum that goes up and down: a Prometheus gauge.</summary>
    UpDownCounter = 1,

    /// <summary>A last value: a Prometheus gauge.</summary>
    Gauge = 2,

    /// <summary>A histogram with explicit bounds: a classic Prometheus histogram.</summary>
    Histogram = 3,

    /// <summary>A base-2 exponential histogram: a native histogram in protobuf, a classic one in text.</summary>
    ExponentialHistogram = 4,

    /// <summary>A metric that says something in its labels and whose value is 1: <c>_info</c> appended.</summary>
    Info = 5,

    /// <summary>A summary: quantiles that its source has computed, count and sum.</summary>
    Summary = 6,
}
