using System.Diagnostics.Metrics;
using Observe.Benchmarks.Prometheus;
using Observe.Instrumentation;
using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Events;
using Observe.Instrumentation.Delivery;
using Observe.Instrumentation.Delivery.Push;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Observe.Benchmarks.Instrumentation;

/// <summary>
/// Nanoseconds of thread CPU a capture, one thread and two at once, beside a bare histogram; medians of turns. Short: for machines that
/// are not quiet enough for BenchmarkDotNet.
/// </summary>
internal static class RecordingBenchmark
{
    private const int Calls = 5_000_000;
    private const int Turns = 7;
    private const int Layers = 16;

    public static void Run()
    {
        Console.WriteLine($"{"",-12} {"bare",8} {"capture",8} {"two threads: bare",18} {"capture",8}   ns CPU a call");
        foreach (var observer in (string[])["nobody", "listener", "push", "sdk"])
        {
            Measure(observer);
        }

        MeasureAiLogger();
    }

    /// <summary>On the caller's thread, tokens given, metrics aggregated for the push; no agent is there, so that the queue is full.</summary>
    private static void MeasureAiLogger()
    {
        const int AiCalls = 200_000;
        using var meters = new MeterSource();
        var options = new ObserveOptions
        {
            Delivery = { Endpoint = new Uri("http://127.0.0.1:9"), ShutdownTime = TimeSpan.Zero, PushMetrics = true },
            Cmr = { RealTimeMonitoring = false },
        };
        var call = new AiOperation
        {
            Model = "gpt-4o", Provider = "openai", InputTokens = 1200, OutputTokens = 340, Duration = TimeSpan.FromSeconds(1.5),
            Prompt = new string('x', 4000), Response = new string('y', 1200), ContextType = "session",
        };
        var costs = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            using var client = new ObserveClient(options, meters: meters);
            var start = ThreadCpu.Now;
            for (var i = 0; i < AiCalls; i++)
            {
                client.Ai.Log(call);
            }

            costs.Add((ThreadCpu.Now - start).TotalNanoseconds / AiCalls);
        }

        Console.WriteLine($"AiLogger {Median(costs):F0} ns CPU a call");
    }

    private static void Measure(string observer)
    {
        using var meters = new MeterSource();
        using var monitor = new CmrPerformanceMonitor(new CmrMonitorOptions { Alerts = { Enabled = false } }, meters: meters);
        var histogram = meters.Meter.CreateHistogram<double>("bare", "s");
        using var observing = Observe(observer, meters.Meter);
        KeyValuePair<string, object?>[] tags = [.. Enumerable.Range(0, Layers).Select(i => new KeyValuePair<string, object?>("cmr.layer", i))];

        void Bare()
        {
            for (var i = 0; i < Calls; i++)
            {
                histogram.Record(0.0001, tags[i & (Layers - 1)]);
            }
        }

        void Capture()
        {
            for (var i = 0; i < Calls; i++)
            {
                monitor.RecordCapture(i & (Layers - 1), 12, TimeSpan.FromTicks(1000), 64);
            }
        }

        var (bare, capture, bareOfTwo, captureOfTwo) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            bare.Add(Cost(Bare, 1));
            capture.Add(Cost(Capture, 1));
            bareOfTwo.Add(Cost(Bare, 2));
            captureOfTwo.Add(Cost(Capture, 2));
        }

        Console.WriteLine($"{observer,-12} {Median(bare),8:F1} {Median(capture),8:F1} {Median(bareOfTwo),18:F1} {Median(captureOfTwo),8:F1}");
    }

    private static IDisposable? Observe(string observer, Meter meter)
    {
        if (observer == "sdk")
        {
            return Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(new BaseExportingMetricReader(new IdleExporter())).Build();
        }

        if (observer == "nobody")
        {
            return null;
        }

        if (observer == "push")
        {
            var options = new DeliveryOptions { Endpoint = new Uri("http://127.0.0.1:9"), PushInterval = TimeSpan.FromHours(1), ShutdownTime = TimeSpan.Zero };
            var push = new MetricsPush(options, new OtlpClient(options), new OtlpResource("benchmark"), meter, TimeProvider.System);
            return new Push(push);
        }

        var listener = new MeterListener { InstrumentPublished = (instrument, l) => l.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<double>(static (_, value, _, _) => _ = value);
        listener.Start();
        return listener;
    }

    private sealed class Push(MetricsPush push) : IDisposable
    {
        public void Dispose() => push.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Process CPU over all calls: what one thread makes another wait by spinning is in it.</summary>
    private static double Cost(Action action, int threads)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var running = Enumerable.Range(0, threads).Select(_ => new Thread(() => action())).ToList();
        running.ForEach(t => t.Start());
        running.ForEach(t => t.Join());
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalNanoseconds / (Calls * (double)threads);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
