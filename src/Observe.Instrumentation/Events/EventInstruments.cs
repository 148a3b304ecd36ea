using System.Diagnostics.Metrics;
using Observe.Instrumentation.Metrics;

namespace Observe.Instrumentation.Events;

/// <summary>Metrics of what the loggers are told.</summary>
internal sealed class EventInstruments(Meter meter)
{
    public Counter<long> Events { get; } = meter.CreateCounter<long>("observe.app.events", "{event}", "Events of the app, by type and level.");

    public Histogram<long> TokenUsage { get; } = meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens that calls of models used.", null, Buckets.Tokens);

    public Histogram<double> OperationDuration { get; } = meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "Durations of calls of models.", null, Buckets.OperationSeconds);

    public Counter<long> ContextTokens { get; } = meter.CreateCounter<long>(
        "observe.app.context.tokens", "{token}", "Tokens of contexts before and after they were optimised.");

    public Histogram<double> MemoryDuration { get; } = meter.CreateHistogram(
        "observe.app.memory.duration", "s", "Durations of operations on memory.", null, Buckets.Seconds);

    public Gauge<double> CacheHitRatio { get; } = meter.CreateGauge<double>(
        "observe.app.memory.cache.hit", "1", "Share of a cache's requests that it answered.");

    public Gauge<long> CacheEntries { get; } = meter.CreateGauge<long>("observe.app.memory.cache.entries", "{entry}", "Entries of a cache.");

    public Gauge<long> StorageUsed { get; } = meter.CreateGauge<long>("observe.app.memory.storage.used", "By", "Space that a store takes.");

    public Gauge<long> StorageLimit { get; } = meter.CreateGauge<long>("observe.app.memory.storage.limit", "By", "Space that a store may take.");
}
