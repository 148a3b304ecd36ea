namespace Observe.Agent.Tests.Parse.Fields;

public class TokenFieldsTests
{
    /// <summary>Input, output, cache read, cache write, reasoning: none of them within another.</summary>
    [Theory]
    // OpenAI chat completions: cached and reasoning are details of the two counts.
    [InlineData("""{"usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":192}}}""", 86, 108, 1920, 0, 192)]
    // OpenAI responses.
    [InlineData("""{"response":{"usage":{"input_tokens":75,"input_tokens_details":{"cached_tokens":32},"output_tokens":1186,"output_tokens_details":{"reasoning_tokens":1024},"total_tokens":1261}}}""", 43, 162, 32, 0, 1024)]
    // Anthropic: cached tokens stand beside the input.
    [InlineData("""{"usage":{"input_tokens":21,"cache_creation_input_tokens":188086,"cache_read_input_tokens":5,"output_tokens":393,"cache_creation":{"ephemeral_5m_input_tokens":188086}}}""", 21, 393, 5, 188086, 0)]
    [InlineData("""{"type":"message_start","message":{"role":"assistant","usage":{"input_tokens":25,"output_tokens":1}}}""", 25, 0, 0, 0, 0)]
    // Ollama.
    [InlineData("""{"model":"llama3","total_duration":5191566416,"prompt_eval_count":26,"eval_count":298,"done":true}""", 26, 298, 0, 0, 0)]
    // Groq.
    [InlineData("""{"x_groq":{"usage":{"queue_time":0.03,"prompt_tokens":18,"prompt_time":0.0005,"completion_tokens":556,"total_tokens":574,"total_time":0.46}}}""", 18, 556, 0, 0, 0)]
    // Gemini: thoughts stand beside the candidates, cached content within the prompt, tool use beside it.
    [InlineData("""{"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":20,"thoughtsTokenCount":30,"cachedContentTokenCount":40,"toolUsePromptTokenCount":5,"totalTokenCount":155}}""", 65, 20, 40, 0, 30)]
    // DeepSeek.
    [InlineData("""{"prompt_tokens":10,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6,"completion_tokens":3,"total_tokens":13}""", 6, 3, 4, 0, 0)]
    // xAI: the total shows that reasoning is not in the completion.
    [InlineData("""{"usage":{"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94}}}""", 32, 9, 0, 0, 94)]
    // A gateway that reports cached tokens in both vocabularies.
    [InlineData("""{"usage":{"prompt_tokens":50,"completion_tokens":5,"cache_read_input_tokens":40,"prompt_tokens_details":{"cached_tokens":40}}}""", 10, 5, 40, 0, 0)]
    // Bedrock.
    [InlineData("""{"usage":{"inputTokens":7,"outputTokens":8,"totalTokens":15,"cacheReadInputTokens":2,"cacheWriteInputTokens":1}}""", 7, 8, 2, 1, 0)]
    // OpenTelemetry attributes.
    [InlineData("""{"gen_ai.usage.input_tokens":100,"gen_ai.usage.output_tokens":10,"gen_ai.usage.cache_read.input_tokens":60}""", 40, 10, 60, 0, 0)]
    [InlineData("""{"tokens":{"input":3,"output":4}}""", 3, 4, 0, 0, 0)]
    [InlineData("""{"total_tokens":30,"prompt_tokens":10}""", 10, 20, 0, 0, 0)]
    [InlineData("""{"total_tokens":30,"completion_tokens":10}""", 20, 10, 0, 0, 0)]
    [InlineData("""{"prompt_tokens":"12","completion_tokens":"x"}""", 12, 0, 0, 0, 0)]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":99999999999999999999999999}""", 0, 0, 0, 0, 0)]
    [InlineData("""{"prompt_tokens":1,"usage":{"prompt_tokens":2}}""", 1, 0, 0, 0, 0)]
    public void Types_never_overlap(string line, long input, long output, long read, long written, long reasoning)
    {
        var record = Parsed.One(line);
        Assert.Equal((input, output, read, written, reasoning), record.Tokens);
        Assert.False(record.Record.TokensAreTotal);
    }

    [Theory]
    [InlineData("""{"total_tokens":123}""")]
    [InlineData("""{"tokens":123}""")]
    [InlineData("done tokens=123")]
    [InlineData("done (total_tokens=123)")]
    public void A_total_alone_is_marked_as_one(string line)
    {
        var record = Parsed.One(line).Record;
        Assert.Equal(123, record.OutputTokens);
        Assert.True(record.TokensAreTotal);
    }
}
