using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>Which metrics tell of tokens, and of which.</summary>
internal static class UsageMetric
{
    /// <summary>The way a metric tells of tokens; <see cref="UsageSource.None"/> when it does not.</summary>
    public static UsageSource SourceOf(OtlpMetric metric)
    {
        if (!metric.Name.StartsWith("gen_ai.client."u8) || metric.Temporality == OtlpTemporality.Unspecified)
        {
            return UsageSource.None;
        }

        if (metric.Name.SequenceEqual("gen_ai.client.token.usage"u8))
        {
            return UsageSource.Histogram;
        }

        return metric.Kind == OtlpMetricKind.Sum && metric.IsMonotonic && CounterType(metric.Name) is not null ? UsageSource.Counters : UsageSource.None;
    }

    /// <summary>The type of tokens of a point; null when it is one that is not known.</summary>
    public static TokenType? TypeOf(OtlpMetric metric, ReadOnlySpan<byte> tokenType) =>
        metric.Name.SequenceEqual("gen_ai.client.token.usage"u8) ? HistogramType(tokenType) : CounterType(metric.Name);

    private static TokenType? HistogramType(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("input"u8) || type.SequenceEqual("prompt"u8) => TokenType.Input,
        _ when type.SequenceEqual("output"u8) || type.SequenceEqual("completion"u8) => TokenType.Output,
        _ => null,
    };

    private static TokenType? CounterType(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("gen_ai.client.inference.usage.input_tokens"u8) => TokenType.Input,
        _ when name.SequenceEqual("gen_ai.client.inference.usage.output_tokens"u8) => TokenType.Output,
        _ when name.SequenceEqual("gen_ai.client.inference.usage.cache_read.input_tokens"u8) => TokenType.CacheRead,
        _ when name.SequenceEqual("gen_ai.client.inference.usage.cache_write.input_tokens"u8) => TokenType.CacheWrite,
        _ when name.SequenceEqual("gen_ai.client.inference.usage.reasoning.output_tokens"u8) => TokenType.Reasoning,
        _ => null,
    };
}
