using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>What the attributes of a span, an event or a point say of a call to a model, by old and new names.</summary>
internal readonly ref struct GenAiAttributes
{
    private readonly ReadOnlySpan<byte> _requestModel;
    private readonly ReadOnlySpan<byte> _responseModel;
    private readonly ReadOnlySpan<byte> _system;
    private readonly ReadOnlySpan<byte> _providerName;

    public GenAiAttributes(OtlpAttributes attributes)
    {
        var tokens = default(CallTokens);
        long? input = null, output = null;
        foreach (var attribute in attributes)
        {
            var key = attribute.Key;
            if (!key.StartsWith("gen_ai."u8))
            {
                IsEstimated |= key.SequenceEqual("observe.ai.tokens.estimated"u8) && attribute.Value.Bool;
                continue;
            }

            key = key["gen_ai.".Length..];
            switch (key)
            {
                case var _ when key.SequenceEqual("provider.name"u8):
                    _providerName = attribute.Value.Bytes;
                    break;
                case var _ when key.SequenceEqual("system"u8):
                    _system = attribute.Value.Bytes;
                    break;
                case var _ when key.SequenceEqual("request.model"u8):
                    _requestModel = attribute.Value.Bytes;
                    break;
                case var _ when key.SequenceEqual("response.model"u8):
                    _responseModel = attribute.Value.Bytes;
                    break;
                case var _ when key.SequenceEqual("operation.name"u8):
                    Operation = attribute.Value.Bytes;
                    break;
                case var _ when key.SequenceEqual("token.type"u8):
                    TokenType = attribute.Value.Bytes;
                    break;
                case var _ when key.SequenceEqual("response.finish_reasons"u8):
                    FinishReason = First(attribute.Value);
                    break;
                case var _ when key.SequenceEqual("usage.input_tokens"u8):
                    tokens.Input = Count(attribute.Value);
                    input = tokens.Input;
                    break;
                case var _ when key.SequenceEqual("usage.prompt_tokens"u8):
                    tokens.Input = input ?? Count(attribute.Value);
                    break;
                case var _ when key.SequenceEqual("usage.output_tokens"u8):
                    tokens.Output = Count(attribute.Value);
                    output = tokens.Output;
                    break;
                case var _ when key.SequenceEqual("usage.completion_tokens"u8):
                    tokens.Output = output ?? Count(attribute.Value);
                    break;
                case var _ when key.SequenceEqual("usage.cache_read.input_tokens"u8) || key.SequenceEqual("usage.cache_read_input_tokens"u8):
                    tokens.CacheRead = Count(attribute.Value);
                    break;
                case var _ when key.SequenceEqual("usage.cache_creation.input_tokens"u8) || key.SequenceEqual("usage.cache_write.input_tokens"u8)
                    || key.SequenceEqual("usage.cache_creation_input_tokens"u8):
                    tokens.CacheWrite = Count(attribute.Value);
                    break;
                case var _ when key.SequenceEqual("usage.reasoning.output_tokens"u8) || key.SequenceEqual("usage.reasoning_tokens"u8):
                    tokens.Reasoning = Count(attribute.Value);
                    break;
            }
        }

        Tokens = tokens;
    }

    public ReadOnlySpan<byte> Provider => _providerName.IsEmpty ? _system : _providerName;

    /// <summary>What was asked for, which every way of telling knows; else what answered.</summary>
    public ReadOnlySpan<byte> Model => _requestModel.IsEmpty ? _responseModel : _requestModel;

    public ReadOnlySpan<byte> Operation { get; }

    public ReadOnlySpan<byte> TokenType { get; }

    /// <summary>The first one; there are several only where several answers were asked for.</summary>
    public ReadOnlySpan<byte> FinishReason { get; }

    public CallTokens Tokens { get; }

    public bool IsEstimated { get; }

    public bool IsCall => !Provider.IsEmpty || !Model.IsEmpty || !Operation.IsEmpty;

    /// <summary>An agent or a workflow sums up the calls within it, which tell of themselves.</summary>
    public bool SumsUpOthers =>
        Operation.SequenceEqual("invoke_agent"u8) || Operation.SequenceEqual("create_agent"u8) || Operation.SequenceEqual("invoke_workflow"u8)
        || Operation.SequenceEqual("execute_tool"u8);

    private static ReadOnlySpan<byte> First(OtlpValue value)
    {
        if (value.Kind != OtlpValueKind.Array)
        {
            return value.Bytes;
        }

        foreach (var item in value.Items)
        {
            return new OtlpValue(item).Bytes;
        }

        return default;
    }

    private static long Count(OtlpValue value)
    {
        var count = value.Kind switch
        {
            OtlpValueKind.Int => value.Int,
            OtlpValueKind.Double when value.Double is >= 0 and <= TokenUsage.MaxCount => (long)Math.Round(value.Double),
            OtlpValueKind.Text when System.Buffers.Text.Utf8Parser.TryParse(value.Bytes, out long number, out var used) && used == value.Bytes.Length => number,
            _ => 0,
        };
        return count is > 0 and <= TokenUsage.MaxCount ? count : 0;
    }
}
