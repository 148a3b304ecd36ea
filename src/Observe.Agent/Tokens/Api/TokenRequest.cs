using System.Globalization;
using System.Text.Json;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Api;

/// <summary>The body of <c>POST /api/tokens</c>, read strictly.</summary>
internal sealed record TokenRequest
{
    private const int MaxNameLength = 200;
    private const int BadRequest = 400;

    public string Operation { get; private set; } = "";

    public string Model { get; private set; } = "";

    public string Provider { get; private set; } = "";

    /// <summary>Tokens of the input, cached ones included; null when they are to be counted.</summary>
    public long? PromptTokens { get; private set; }

    /// <summary>Tokens of the output, reasoning included.</summary>
    public long? ResponseTokens { get; private set; }

    /// <summary>Input that was read from a cache.</summary>
    public long CachedTokens { get; private set; }

    /// <summary>Input that was written to a cache.</summary>
    public long CacheWriteTokens { get; private set; }

    public long ReasoningTokens { get; private set; }

    public string? Prompt { get; private set; }

    public string? Response { get; private set; }

    /// <summary>When the tokens were used, in Unix milliseconds; 0 is now.</summary>
    public long UnixMilliseconds { get; private set; }

    /// <exception cref="RequestException">It is no such body.</exception>
    public static TokenRequest Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new RequestException(BadRequest, "expected a JSON object");
            }

            var request = new TokenRequest();
            foreach (var field in document.RootElement.EnumerateObject())
            {
                request.Take(field.Name, field.Value);
            }

            request.Check();
            return request;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RequestException(BadRequest, $"malformed JSON: {e.Message}", e);
        }
    }

    private void Take(string name, JsonElement value)
    {
        switch (name)
        {
            case "operation":
                Operation = Name(name, value);
                break;
            case "model":
                Model = Name(name, value);
                break;
            case "provider":
                Provider = Name(name, value);
                break;
            case "prompt_tokens":
                PromptTokens = Count(name, value);
                break;
            case "response_tokens":
                ResponseTokens = Count(name, value);
                break;
            case "cached_tokens":
                CachedTokens = Count(name, value);
                break;
            case "cache_write_tokens":
                CacheWriteTokens = Count(name, value);
                break;
            case "reasoning_tokens":
                ReasoningTokens = Count(name, value);
                break;
            case "prompt":
                Prompt = Text(name, value);
                break;
            case "response":
                Response = Text(name, value);
                break;
            case "time":
                UnixMilliseconds = Time(name, value);
                break;
            default:
                throw new RequestException(
                    BadRequest,
                    $"unknown field {(name.Length > 50 ? "with a long name" : $"\"{name}\"")}; there is operation, model, provider, prompt_tokens, response_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, prompt, response and time");
        }
    }

    private void Check()
    {
        if (PromptTokens is null && ResponseTokens is null && Prompt is null && Response is null)
        {
            throw new RequestException(BadRequest, "nothing to count: expected prompt_tokens or response_tokens, or the text as prompt or response");
        }

        if (CachedTokens + CacheWriteTokens > 0 && (PromptTokens is null || CachedTokens + CacheWriteTokens > PromptTokens))
        {
            throw new RequestException(BadRequest, "cached_tokens and cache_write_tokens are part of prompt_tokens and together at most that many");
        }

        if (ReasoningTokens > 0 && (ResponseTokens is null || ReasoningTokens > ResponseTokens))
        {
            throw new RequestException(BadRequest, "reasoning_tokens are part of response_tokens and at most that many");
        }
    }

    private static string Name(string name, JsonElement value)
    {
        var text = Text(name, value).Trim();
        return text.Length <= MaxNameLength && !text.Any(char.IsControl)
            ? text
            : throw new RequestException(BadRequest, $"{name}: expected a name of at most {MaxNameLength} letters");
    }

    private static string Text(string name, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new RequestException(BadRequest, $"{name}: expected text");

    private static long Count(string name, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is >= 0 and <= TokenUsage.MaxCount
        ? count
        : throw new RequestException(BadRequest, $"{name}: expected a whole number of tokens, from 0 to {TokenUsage.MaxCount}");

    private static long Time(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw new RequestException(BadRequest, $"{name}: expected a time such as 2026-11-21T10:30:00Z");
}
