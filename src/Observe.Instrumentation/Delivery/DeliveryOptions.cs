namespace Observe.Instrumentation.Delivery;

/// <summary>How events and metrics get to the agent. All of it happens in the background.</summary>
public sealed class DeliveryOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether events are sent to the agent; true. Loggers and metrics work either way.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The agent's OTLP endpoint over HTTP, without a path; http://127.0.0.1:4318.</summary>
    public Uri Endpoint { get; set; } = new("http://127.0.0.1:4318");

    /// <summary>Further request headers, such as <c>Authorization</c>; none.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Most events that wait to be sent; further ones are dropped and counted; 2048, from 1 to 1 000 000.</summary>
    public int QueueLimit { get; set; } = 2048;

    /// <summary>Most events in a request; 512, from 1 to 10 000.</summary>
    public int BatchLimit { get; set; } = 512;

    /// <summary>How long events wait for others to go with; 1 s, from 1 ms to 1 minute.</summary>
    public TimeSpan BatchDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a request may take; 5 s, from 1 ms to 1 minute.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long sending a batch is tried again while the agent is away or busy; 5 minutes, from 0 to 1 day.</summary>
    public TimeSpan RetryTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the end of the app may be held up to send what waits; 2 s, from 0 to 1 minute.</summary>
    public TimeSpan ShutdownTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether this library's metrics are sent to the agent without the OpenTelemetry SDK; false. To be left off where the SDK exports
    /// <see cref="ObserveTelemetry.MeterName"/> to the same agent, or everything counts twice.
    /// </summary>
    public bool PushMetrics { get; set; }

    /// <summary>How often metrics are sent; 10 s, from 10 ms to 1 h.</summary>
    public TimeSpan PushInterval { get; set; } = TimeSpan.FromSeconds(10);

    internal void Validate(OptionsFaults faults)
    {
        var minute = TimeSpan.FromMinutes(1);
        if (Endpoint is null)
        {
            faults.Add("Delivery.Endpoint is missing");
        }

        faults.RequireUrl("Delivery.Endpoint", Endpoint);
        faults.Require("Delivery.QueueLimit", QueueLimit, 1, 1_000_000);
        faults.Require("Delivery.BatchLimit", BatchLimit, 1, 10_000);
        faults.Require("Delivery.BatchDelay", BatchDelay, Shortest, minute);
        faults.Require("Delivery.Timeout", Timeout, Shortest, minute);
        faults.Require("Delivery.RetryTime", RetryTime, TimeSpan.Zero, TimeSpan.FromDays(1));
        faults.Require("Delivery.ShutdownTime", ShutdownTime, TimeSpan.Zero, minute);
        faults.Require("Delivery.PushInterval", PushInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        foreach (var (name, value) in Headers)
        {
            using var request = new HttpRequestMessage();
            if (!request.Headers.TryAddWithoutValidation(name, value) || value.AsSpan().IndexOfAny('\r', '\n') >= 0)
            {
                faults.Add($"Delivery.Headers: \"{name}\" cannot be sent");
            }
        }
    }
}
