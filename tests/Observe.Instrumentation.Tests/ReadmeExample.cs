using Microsoft.Extensions.DependencyInjection;
using Observe.Instrumentation.Cmr.Stats;
using Observe.Instrumentation.Events;

namespace Observe.Instrumentation.Tests;

/// <summary>The examples of the library's README, compiled and run.</summary>
internal static class ReadmeExample
{
    public static async Task<(AiUsage Usage, double Saved, CmrStats Stats, string? SlowLayer)> RunAsync(TimeSpan elapsed)
    {
        // README starts
        await using var observe = new ObserveClient(new ObserveOptions
        {
            ServiceName = "my-model",
            Delivery = { PushMetrics = true },          // no OpenTelemetry SDK here: send the metrics to the agent as well
        });

        // On the hot path: no lock, no allocation.
        observe.Cmr.RecordCapture(layerIndex: 3, statesStored: 12, captureTime: elapsed, statesCaptured: 64);

        // A call of a model. Tokens that are not given are counted; the texts stay in the process.
        AiUsage usage = observe.Ai.Log("chat", "How many tokens is this?", "Six.", "gpt-4o");
        observe.System.Log("deploy", "model reloaded", importance: 7);
        double saved = observe.Memory.LogContextOptimization(originalTokens: 4000, optimizedTokens: 3000, method: "summary");     // 0.25

        CmrStats stats = observe.Cmr.GetStats();                        // exact, whatever threads recorded
        string? slowLayer = observe.Cmr.RunDiagnostics().Findings.FirstOrDefault()?.Message;
        // README ends
        return (usage, saved, stats, slowLayer);
    }

    public static IServiceCollection Add(IServiceCollection services) =>
        services.AddObserve(o => o.ServiceName = "my-model");
}
