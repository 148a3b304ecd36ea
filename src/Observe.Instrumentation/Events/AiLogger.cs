using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Delivery;
using Observe.Instrumentation.Tokens;

namespace Observe.Instrumentation.Events;

/// <summary>
/// Tells calls of models: on its logger, as the metrics of the semantic conventions, to the token tracker, and to the agent. Prompts
/// and responses stay in the process unless content is captured. Never throws or blocks. Thread-safe.
/// </summary>
public sealed partial class AiLogger
{
    private readonly ILogger _logger;
    private readonly EventWriter _writer;
    private readonly TokenTracker _tokens;
    private readonly bool _captureContent;

    internal AiLogger(ILogger logger, EventWriter writer, TokenTracker tokens, bool captureContent)
    {
        _logger = logger;
        _writer = writer;
        _tokens = tokens;
        _captureContent = captureContent;
    }

    /// <summary>Tells a call in short.</summary>
    /// <param name="operation">What was done, such as <c>chat</c>.</param>
    /// <param name="prompt">What was sent.</param>
    /// <param name="response">What came back; null when nothing did.</param>
    /// <param name="model">The model, by its usual name.</param>
    /// <param name="contextType">What the context was made of.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="errorType">What went wrong, as a short class.</param>
    /// <returns>What was used.</returns>
    public AiUsage Log(
        string operation, string? prompt, string? response, string? model, string? contextType = null, TimeSpan? duration = null, string? errorType = null) =>
        Log(new AiOperation
        {
            Operation = operation,
            Prompt = prompt,
            Response = response,
            Model = model,
            ContextType = contextType,
            Duration = duration,
            ErrorType = errorType,
        });

    /// <summary>Tells a call.</summary>
    /// <param name="call">The call.</param>
    /// <returns>What was used: the tokens given, or counted where they were not.</returns>
    public AiUsage Log(AiOperation call)
    {
        if (call is null)
        {
            return default;
        }

        var input = Count(call.Model, call.InputTokens, call.Prompt, out var inputEstimated);
        var output = Count(call.Model, call.OutputTokens, call.Response, out var outputEstimated);
        var usage = new AiUsage(input, output, inputEstimated || outputEstimated);
        _tokens.Add(call.Provider, call.Model, input, output, (inputEstimated ? input : 0) + (outputEstimated ? output : 0));
        var level = call.ErrorType is null ? LogLevel.Information : LogLevel.Error;
        Measure(call, usage);
        _writer.Count("gen_ai", level);
        _writer.Sink.Offer(Event(call, usage, level));
        LogCall(_logger, level, call.Operation, call.Model, input, output, call.Duration?.TotalSeconds, call.ErrorType, call.ContextType);
        return usage;
    }

    private long Count(string? model, long? given, string? text, out bool isEstimated)
    {
        isEstimated = false;
        if (given is { } tokens)
        {
            return Math.Max(0, tokens);
        }

        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        var counted = _tokens.Count(model ?? "", text, out var isExact);
        isEstimated = !isExact;
        return counted;
    }

    private void Measure(AiOperation call, AiUsage usage)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", _writer.Names.Of(call.Operation) },
            { "gen_ai.provider.name", _writer.Names.Of(call.Provider) },
            { "gen_ai.request.model", _writer.Names.Of(call.Model) },
        };
        var instruments = _writer.Instruments;
        if (call.Duration is { } duration && duration >= TimeSpan.Zero)
        {
            var timed = tags;
            if (call.ErrorType is { } error)
            {
                timed.Add("error.type", _writer.Names.Of(error));
            }

            instruments.OperationDuration.Record(duration.TotalSeconds, timed);
        }

        Record(usage.InputTokens, "input", tags);
        Record(usage.OutputTokens, "output", tags);

        void Record(long tokens, string type, TagList typed)
        {
            if (tokens > 0)
            {
                typed.Add("gen_ai.token.type", type);
                instruments.TokenUsage.Record(tokens, typed);
            }
        }
    }

    private AppEvent Event(AiOperation call, AiUsage usage, LogLevel level)
    {
        var attributes = new AttributeList(16);
        attributes.Add("gen_ai.operation.name", call.Operation);
        attributes.Add("gen_ai.provider.name", call.Provider);
        attributes.Add("gen_ai.request.model", call.Model);
        attributes.Add("gen_ai.usage.input_tokens", usage.InputTokens);
        attributes.Add("gen_ai.usage.output_tokens", usage.OutputTokens);
        attributes.Add("gen_ai.usage.cache_read.input_tokens", call.CacheReadTokens);
        attributes.Add("gen_ai.usage.reasoning.output_tokens", call.ReasoningTokens);
        attributes.Add("gen_ai.conversation.id", call.ConversationId);
        attributes.Add("error.type", call.ErrorType);
        attributes.Add("observe.ai.duration", call.Duration?.TotalSeconds);
        attributes.Add("observe.ai.context.type", call.ContextType);
        attributes.Add("observe.ai.tokens.estimated", usage.IsEstimated);
        attributes.Add("observe.ai.prompt.size", Size(call.Prompt));
        attributes.Add("observe.ai.response.size", Size(call.Response));
        if (_captureContent)
        {
            attributes.Add("observe.ai.prompt", call.Prompt);
            attributes.Add("observe.ai.response", call.Response);
        }

        return new AppEvent(
            "gen_ai.client.inference.operation.details", level, call.ErrorType is null ? "Model call" : "Model call failed",
            _writer.Time.GetUtcNow(), attributes.ToMemory());
    }

    private static long? Size(string? text) => text is null ? null : Encoding.UTF8.GetByteCount(text);

    [LoggerMessage(
        EventId = 11, EventName = "AiOperation",
        Message = "{Operation} with {Model}: {InputTokens} tokens in, {OutputTokens} out, {DurationSeconds} s, error {ErrorType}, context {ContextType}")]
    private static partial void LogCall(
        ILogger logger, LogLevel level, string operation, string? model, long inputTokens, long outputTokens, double? durationSeconds,
        string? errorType, string? contextType);
}
