using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Api;

/// <summary>What became of a <see cref="TokenRequest"/>.</summary>
/// <param name="Usage">What was counted: as reported, as estimated, or both.</param>
/// <param name="Vocabulary">What text was counted with; null when there was none to count.</param>
/// <param name="Cost">In US dollars; null when the model has no price.</param>
/// <param name="IsRepetition">It was taken before under the same key, and is not counted again.</param>
internal sealed record TokenAnswer(IReadOnlyList<TokenUsage> Usage, string? Vocabulary, decimal? Cost, bool IsRepetition)
{
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("input", Usage.Sum(u => u.Input));
        json.WriteNumber("output", Usage.Sum(u => u.Output));
        json.WriteNumber("cache_read", Usage.Sum(u => u.CacheRead));
        json.WriteNumber("cache_write", Usage.Sum(u => u.CacheWrite));
        json.WriteNumber("reasoning", Usage.Sum(u => u.Reasoning));
        json.WriteBoolean("estimated", Usage.Any(u => u.Estimated));
        if (Vocabulary is not null)
        {
            json.WriteString("vocabulary", Vocabulary);
        }

        if (Cost is { } cost)
        {
            json.WriteNumber("cost_usd", cost);
        }
        else
        {
            json.WriteNull("cost_usd");
        }

        json.WriteBoolean("repeated", IsRepetition);
        json.WriteEndObject();
    }
}
