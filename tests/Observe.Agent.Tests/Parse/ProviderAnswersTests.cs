namespace Observe.Agent.Tests.Parse;

/// <summary>
/// Answers as the providers' documentation shows them, whole, as lines of a log: one line an answer, or a line a chunk where it
/// was streamed. The tokens of all lines of an answer are the answer's tokens, by type and once.
/// </summary>
public class ProviderAnswersTests
{
    public static TheoryData<string, string, string[], long[]> Answers => new()
    {
        {
            "OpenAI chat completion, cached input and reasoning", "gpt-5-2025-08-07",
            ["""{"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion","created":1741570283,"model":"gpt-5-2025-08-07","choices":[{"index":0,"message":{"role":"assistant","content":"The image shows a boardwalk with \"usage\":{\"prompt_tokens\":9} on a sign.","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1117,"completion_tokens":446,"total_tokens":1563,"prompt_tokens_details":{"cached_tokens":1024,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":384,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default","system_fingerprint":"fp_fc9f1d7035"}"""],
            [93, 62, 1024, 0, 384]
        },
        {
            "OpenAI chat completion, streamed with usage in the last chunk", "gpt-4o-mini",
            [
                """{"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}""",
                """{"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":null}""",
                """{"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","system_fingerprint":"fp_44709d6fcb","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}""",
                """{"id":"chatcmpl-123","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","system_fingerprint":"fp_44709d6fcb","choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}""",
            ],
            [19, 10, 0, 0, 0]
        },
        {
            "OpenAI responses", "gpt-4.1-2025-04-14",
            ["""{"id":"resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b","object":"response","created_at":1741476542,"status":"completed","error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":"gpt-4.1-2025-04-14","output":[{"type":"message","id":"msg_67ccd2bf17f0819081ff3bb2cf6508e60bb6a6b452d3795b","status":"completed","role":"assistant","content":[{"type":"output_text","text":"In a peaceful grove beneath a silver moon, a unicorn named Lumina discovered a hidden pool.","annotations":[]}]}],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"store":true,"temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":{"input_tokens":328,"input_tokens_details":{"cached_tokens":256},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":40},"total_tokens":415},"user":null,"metadata":{}}"""],
            [72, 47, 256, 0, 40]
        },
        {
            "OpenAI responses, streamed", "gpt-4.1-2025-04-14",
            [
                """{"type":"response.created","response":{"id":"resp_67c9fdcecf488190bdd9a0409de3a1ec07b8b0ad4e5eb654","object":"response","created_at":1741290958,"status":"in_progress","error":null,"model":"gpt-4.1-2025-04-14","output":[],"usage":null,"user":null,"metadata":{}}}""",
                """{"type":"response.output_text.delta","item_id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","output_index":0,"content_index":0,"delta":"Hi"}""",
                """{"type":"response.completed","response":{"id":"resp_67c9fdcecf488190bdd9a0409de3a1ec07b8b0ad4e5eb654","object":"response","created_at":1741290958,"status":"completed","error":null,"model":"gpt-4.1-2025-04-14","output":[{"id":"msg_67c9fdcf37fc8190ba82116e33fb28c507b8b0ad4e5eb654","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi there! How can I assist you today?","annotations":[]}]}],"usage":{"input_tokens":37,"output_tokens":11,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":48},"user":null,"metadata":{}}}""",
            ],
            [37, 11, 0, 0, 0]
        },
        {
            "Anthropic message with a cache", "claude-opus-4-1-20250805",
            ["""{"id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant","model":"claude-opus-4-1-20250805","content":[{"type":"text","text":"Hello!"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":50,"cache_creation_input_tokens":248,"cache_read_input_tokens":100000,"cache_creation":{"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100},"output_tokens":503,"service_tier":"standard"}}"""],
            [50, 503, 100000, 248, 0]
        },
        {
            "Anthropic message, streamed", "claude-sonnet-4-5-20250929",
            [
                """{"type":"message_start","message":{"id":"msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY","type":"message","role":"assistant","content":[],"model":"claude-sonnet-4-5-20250929","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":1}}}""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}""",
                """{"type":"message_stop"}""",
            ],
            [25, 15, 0, 0, 0]
        },
        {
            "Anthropic message, streamed, with the input in the last event too", "claude-opus-4-1-20250805",
            [
                """{"type":"message_start","message":{"id":"msg_01G2Wxy","type":"message","role":"assistant","model":"claude-opus-4-1-20250805","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":2679,"cache_creation_input_tokens":0,"cache_read_input_tokens":400,"output_tokens":3}}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":2679,"cache_creation_input_tokens":0,"cache_read_input_tokens":400,"output_tokens":510,"server_tool_use":{"web_search_requests":1}}}""",
            ],
            [2679, 510, 400, 0, 0]
        },
        {
            "Groq chat completion", "llama-3.3-70b-versatile",
            ["""{"id":"chatcmpl-f51b2cd2-bef7-417e-964e-a08f0b513c22","object":"chat.completion","created":1730241104,"model":"llama-3.3-70b-versatile","choices":[{"index":0,"message":{"role":"assistant","content":"Fast language models have gained significant attention"},"logprobs":null,"finish_reason":"stop"}],"usage":{"queue_time":0.037493756,"prompt_tokens":18,"prompt_time":0.000680594,"completion_tokens":556,"completion_time":0.463333333,"total_tokens":574,"total_time":0.464013927},"system_fingerprint":"fp_179b0f92c9","x_groq":{"id":"req_01jbd6g2qdfw2adyrt2az8hz4w"}}"""],
            [18, 556, 0, 0, 0]
        },
        {
            "Groq chat completion, streamed, with usage said twice", "llama-3.3-70b-versatile",
            [
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730241104,"model":"llama-3.3-70b-versatile","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"x_groq":{"id":"req_1"}}""",
                """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1730241104,"model":"llama-3.3-70b-versatile","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"queue_time":0.04,"prompt_tokens":18,"prompt_time":0.0006,"completion_tokens":556,"completion_time":0.46,"total_tokens":574,"total_time":0.46}},"usage":{"queue_time":0.04,"prompt_tokens":18,"prompt_time":0.0006,"completion_tokens":556,"completion_time":0.46,"total_tokens":574,"total_time":0.46}}""",
            ],
            [18, 556, 0, 0, 0]
        },
        {
            "Ollama generate, streamed", "llama3.2",
            [
                """{"model":"llama3.2","created_at":"2023-08-04T08:52:19.385406455-07:00","response":"The","done":false}""",
                """{"model":"llama3.2","created_at":"2023-08-04T19:22:45.499127Z","response":"","done":true,"context":[1,2,3],"total_duration":10706818083,"load_duration":6338219291,"prompt_eval_count":26,"prompt_eval_duration":130079000,"eval_count":259,"eval_duration":4232710000}""",
            ],
            [26, 259, 0, 0, 0]
        },
        {
            "Ollama chat", "llama3.2",
            ["""{"model":"llama3.2","created_at":"2023-12-12T14:13:43.416799Z","message":{"role":"assistant","content":"Hello! How are you today?"},"done":true,"done_reason":"stop","total_duration":5191566416,"load_duration":2154458,"prompt_eval_count":26,"prompt_eval_duration":383809000,"eval_count":298,"eval_duration":4799921000}"""],
            [26, 298, 0, 0, 0]
        },
        {
            "Gemini with thoughts and a cache", "gemini-2.5-pro",
            ["""{"candidates":[{"content":{"parts":[{"text":"AI works by learning patterns."}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1500,"candidatesTokenCount":120,"totalTokenCount":2420,"cachedContentTokenCount":1024,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1500}],"cacheTokensDetails":[{"modality":"TEXT","tokenCount":1024}],"thoughtsTokenCount":800},"modelVersion":"gemini-2.5-pro","responseId":"mAitaLmkHPPlz7IPvtfUqQ4"}"""],
            [476, 120, 1024, 0, 800]
        },
        {
            "Gemini, streamed: every chunk counts from the beginning", "gemini-2.5-flash",
            [
                """{"candidates":[{"content":{"parts":[{"text":"AI"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":1,"totalTokenCount":112,"promptTokensDetails":[{"modality":"TEXT","tokenCount":11}],"thoughtsTokenCount":100},"modelVersion":"gemini-2.5-flash","responseId":"a"}""",
                """{"candidates":[{"content":{"parts":[{"text":" learns"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":14,"totalTokenCount":125,"promptTokensDetails":[{"modality":"TEXT","tokenCount":11}],"thoughtsTokenCount":100},"modelVersion":"gemini-2.5-flash","responseId":"a"}""",
                """{"candidates":[{"content":{"parts":[{"text":" patterns."}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":20,"totalTokenCount":131,"promptTokensDetails":[{"modality":"TEXT","tokenCount":11}],"thoughtsTokenCount":100},"modelVersion":"gemini-2.5-flash","responseId":"a"}""",
            ],
            [11, 20, 0, 0, 100]
        },
        {
            "Perplexity, streamed: every chunk counts from the beginning", "sonar",
            [
                """{"id":"e1","model":"sonar","created":1756485272,"usage":{"prompt_tokens":8,"completion_tokens":1,"total_tokens":9,"search_context_size":"low"},"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"The"},"finish_reason":null}]}""",
                """{"id": "e1", "model": "sonar", "created": 1756485272, "usage": {"prompt_tokens": 8, "completion_tokens": 7, "total_tokens": 15}, "object": "chat.completion.chunk", "choices": [{"index": 0, "finish_reason": null, "delta": {"content": " sky"}}]}""",
                """{"id":"e1","model":"sonar","created":1756485272,"usage":{"prompt_tokens":8,"completion_tokens":12,"total_tokens":20},"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]}""",
            ],
            [8, 12, 0, 0, 0]
        },
        {
            "DeepSeek reasoner", "deepseek-reasoner",
            ["""{"id":"930c60df-bf64-41c9-a88e-3ec75f81e00e","choices":[{"finish_reason":"stop","index":0,"message":{"content":"Hello! How can I help you today?","reasoning_content":"The user greets.","role":"assistant"}}],"created":1705651092,"model":"deepseek-reasoner","object":"chat.completion","usage":{"completion_tokens":110,"prompt_tokens":160,"total_tokens":270,"prompt_tokens_details":{"cached_tokens":128},"completion_tokens_details":{"reasoning_tokens":90},"prompt_cache_hit_tokens":128,"prompt_cache_miss_tokens":32}}"""],
            [32, 20, 128, 0, 90]
        },
        {
            "Mistral", "mistral-large-2512",
            ["""{"id":"cmpl-e5cc70bb28c444948073e77776eb30ef","object":"chat.completion","created":1702256327,"model":"mistral-large-2512","choices":[{"index":0,"message":{"content":"Bonjour","tool_calls":null,"role":"assistant"},"finish_reason":"stop"}],"usage":{"prompt_tokens":13,"completion_tokens":34,"total_tokens":47}}"""],
            [13, 34, 0, 0, 0]
        },
        {
            "Kimi, streamed with usage in the last choice", "kimi-k2.5",
            [
                """{"id":"cmpl-1305b94c570f447fbde3180560736287","object":"chat.completion.chunk","created":1698999575,"model":"kimi-k2.5","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}""",
                """{"id":"cmpl-1305b94c570f447fbde3180560736287","object":"chat.completion.chunk","created":1698999575,"model":"kimi-k2.5","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":19,"completion_tokens":13,"total_tokens":32,"cached_tokens":10}}""",
            ],
            [9, 13, 10, 0, 0]
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void The_tokens_of_an_answer_are_split_by_type_and_counted_once(string answer, string model, string[] lines, long[] expected)
    {
        var parsed = Parsed.All("answers.log", lines);
        Assert.All(parsed, l => Assert.Equal(Observe.Agent.Records.UnparsedReason.None, l.Unparsed));
        long[] sums =
        [
            parsed.Sum(l => l.Tokens.Input), parsed.Sum(l => l.Tokens.Output), parsed.Sum(l => l.Tokens.Read), parsed.Sum(l => l.Tokens.Written), parsed.Sum(l => l.Tokens.Reasoning),
        ];
        Assert.True(expected.SequenceEqual(sums), $"{answer}: {string.Join(", ", sums)}");
        Assert.All(parsed.Where(l => l.Record.HasTokens), l => Assert.False(l.Record.TokensAreTotal));
        Assert.Contains(parsed, l => l.Model == model);
    }
}
