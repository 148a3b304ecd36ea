using BenchmarkDotNet.Attributes;
using Observe.Instrumentation;
using Observe.Instrumentation.Events;

namespace Observe.Benchmarks.Instrumentation;

/// <summary>A call of a model told with its tokens given, so that counting is not in it, and no agent there.</summary>
[MemoryDiagnoser]
public class AiLoggerBenchmark
{
    private readonly AiOperation _call = new()
    {
        Model = "gpt-4o", Provider = "openai", InputTokens = 1200, OutputTokens = 340, Duration = TimeSpan.FromSeconds(1.5), ContextType = "session",
        Prompt = new string('x', 4000), Response = new string('y', 1200),
    };

    private ObserveClient _client = null!;

    [GlobalSetup]
    public void Setup() => _client = new ObserveClient(new ObserveOptions
    {
        Delivery = { Endpoint = new Uri("http://127.0.0.1:9"), ShutdownTime = TimeSpan.Zero, PushMetrics = true },
        Cmr = { RealTimeMonitoring = false },
    });

    [GlobalCleanup]
    public void Cleanup() => _client.Dispose();

    [Benchmark]
    public AiUsage Log() => _client.Ai.Log(_call);
}
