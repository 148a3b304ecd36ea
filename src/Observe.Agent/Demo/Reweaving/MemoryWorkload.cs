using Observe.Instrumentation;

namespace Observe.Agent.Demo.Reweaving;

/// <summary>The memory loop at its natural pace, measured by the library and pushed by OTLP.</summary>
internal sealed class MemoryWorkload
{
    public const string ServiceName = "observe-demo";

    /// <summary>From one text to the next.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>Texts at the start, so that every buffer has something to remember at once.</summary>
    public const int Burst = 200;

    private static readonly TimeSpan PushInterval = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly DemoFaults _faults;
    private readonly ObserveClient _client;
    private readonly MemoryLoop _loop;
    private readonly PassSpans? _spans;

    /// <param name="endpoint">Where to push; nowhere when null.</param>
    /// <param name="bearer">A token to push with, where one is asked for.</param>
    /// <param name="faults">What goes wrong on purpose.</param>
    /// <param name="time">The clock.</param>
    /// <param name="seed">One seed gives the same texts.</param>
    public MemoryWorkload(Uri? endpoint, string? bearer, DemoFaults faults, TimeProvider time, int seed = DemoWorkload.DefaultSeed)
    {
        _time = time;
        _faults = faults;
        var options = new ObserveOptions
        {
            ServiceName = Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") ?? ServiceName,
            Cmr = { Alerts = { Console = false } },
            Delivery = { Enabled = false, PushMetrics = endpoint is not null, PushInterval = PushInterval },
        };
        if (endpoint is not null)
        {
            options.Delivery.Endpoint = endpoint;
        }

        if (bearer is not null)
        {
            options.Delivery.Headers["Authorization"] = $"Bearer {bearer}";
        }

        _client = new ObserveClient(options, time: time);
        _spans = endpoint is null ? null : new PassSpans(new Uri(endpoint, "v1/traces"), bearer, options.ServiceName, seed);
        _loop = new MemoryLoop(_client.Cmr, time, seed);
    }

    public MemoryLoop Loop => _loop;

    /// <summary>Works until cancelled, which is no error; then pushes once more, so that what was counted last arrives. Once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var client = _client;
        using var spans = _spans;

        // Texts take their time when a layer is slow: not on the caller's thread.
        await Task.Run(() => PassAsync(cancellation), CancellationToken.None);
    }

    private async Task PassAsync(CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        for (var i = 0; i < Burst && !cancellation.IsCancellationRequested; i++)
        {
            _loop.Pass(DemoFaults.None, cancellation);
        }

        var pushed = start;
        using var timer = new PeriodicTimer(Step, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                var begin = _time.GetUtcNow();
                var succeeded = _loop.Pass(_faults.At(_time.GetElapsedTime(start)), cancellation);
                _spans?.Add(begin, _time.GetUtcNow(), succeeded);
                if (_spans is not null && _time.GetElapsedTime(pushed) >= PushInterval)
                {
                    pushed = _time.GetTimestamp();
                    await _spans.PushAsync(cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end of the demo.
        }
    }
}
