using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse.Fields;

/// <summary>Every name under which loggers are known to write a field, alone in a line and in either case.</summary>
public class SpellingTests
{
    [Theory]
    [InlineData("level log.level log_level loglevel levelname level_name lvl @l severity severity_text severityText log_severity @level priority severity_label")]
    public void Of_levels(string keys) => Each(keys, """{"KEY":"error"}""", line => line.Level, LogLevel.Error);

    [Theory]
    [InlineData("ts time timestamp @timestamp @t asctime datetime date_time time_iso8601 timestamp_ms eventTime event_time date t created created_at logged_at log_time start_time epoch")]
    public void Of_times(string keys)
    {
        Each(keys, """{"KEY":"2025-11-20T10:00:00.5Z","msg":"x"}""", line => line.Time, "2025-11-20T10:00:00.500");
        Each(keys, """{"KEY":1763632800500,"msg":"x"}""", line => line.Time, "2025-11-20T10:00:00.500");
        Each(keys, """{"KEY":1763632800.5,"msg":"x"}""", line => line.Time, "2025-11-20T10:00:00.500");
    }

    [Theory]
    [InlineData("msg message event @m @mt short_message log_message renderedMessage MessageTemplate body text full_message error_message detail log error err exception @x textPayload")]
    public void Of_messages(string keys) => Each(keys, """{"KEY":"no answer in time"}""", line => line.Message, "no answer in time");

    [Theory]
    [InlineData("provider llm_provider ai_provider model_provider llmProvider provider_name providerName llm.provider custom_llm_provider gen_ai.provider.name gen_ai.system vendor llm_vendor llm.system")]
    public void Of_providers(string keys) => Each(keys, """{"KEY":"groq"}""", line => line.Provider, "groq");

    [Theory]
    [InlineData("category logger logger_name loggerName SourceContext log.logger categoryName component subsystem target syslog_identifier module name service service.name app source caller")]
    public void Of_categories(string keys) => Each(keys, """{"KEY":"a.b"}""", line => line.Category, "a.b");

    [Theory]
    [InlineData("model model_name modelName model_id modelId modelVersion gen_ai.request.model gen_ai.response.model llm_model request_model response_model engine deployment")]
    public void Of_models(string keys) => Each(keys, """{"KEY":"gpt-4o"}""", line => line.Model, "gpt-4o");

    [Theory]
    [InlineData("latency_ms duration_ms elapsed_ms response_time_ms took_ms latencyMs durationMs elapsedMs ElapsedMilliseconds latency duration elapsed took response_time request_duration processing_time dur", 1500)]
    [InlineData("latency_us duration_us elapsed_us", 1_500_000)]
    [InlineData("latency_ns duration_ns elapsed_ns total_duration", 1_500_000_000)]
    [InlineData("latency_s duration_s elapsed_s latency_seconds duration_seconds elapsed_seconds request_time rt process_time upstream_response_time", 1.5)]
    public void Of_durations(string keys, double value)
    {
        Each(keys, FormattableString.Invariant($$"""{"KEY":{{value}}}"""), line => line.Latency, 1_500_000);
        foreach (var text in new[] { "1.5s", "1500ms", "1500000us", "1500000µs", "1s500ms", "00:00:01.5000000", "0.00:00:01.5" })
        {
            Each(keys, $$"""{"KEY":"{{text}}"}""", line => line.Latency, 1_500_000);
        }
    }

    [Theory]
    [InlineData("prompt_tokens input_tokens promptTokens inputTokens promptTokenCount prompt_eval_count tokens_in gen_ai.usage.input_tokens gen_ai.usage.prompt_tokens", 7, 0)]
    [InlineData("completion_tokens output_tokens completionTokens outputTokens candidatesTokenCount eval_count response_tokens tokens_out gen_ai.usage.output_tokens", 0, 7)]
    public void Of_tokens(string keys, long input, long output)
    {
        Each(keys, """{"KEY":7}""", line => (line.Tokens.Input, line.Tokens.Output), (input, output));
        Each(keys, """{"usage":{"KEY":7}}""", line => (line.Tokens.Input, line.Tokens.Output), (input, output));
        Each(keys, """{"response":{"usage":{"KEY":7}}}""", line => (line.Tokens.Input, line.Tokens.Output), (input, output));
    }

    private static void Each<T>(string keys, string line, Func<Parsed.Line, T> read, T expected)
    {
        foreach (var key in keys.Split(' ').SelectMany(k => new[] { k, k.ToUpperInvariant() }))
        {
            var one = line.Replace("KEY", key, StringComparison.Ordinal);
            Assert.True(Equals(expected, read(Parsed.One(one))), $"{one} gave {read(Parsed.One(one))}");
        }
    }
}
