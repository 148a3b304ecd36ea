using System.Text.Json;

namespace Observe.Agent.Tokens.Prices;

/// <summary>Reads the price file of LiteLLM: an object with a model a key, prices for a single token.</summary>
internal static class LiteLlmPrices
{
    private const decimal Million = 1_000_000m;

    /// <param name="text">The file.</param>
    /// <param name="source">What to name as the source of rows that name none.</param>
    /// <param name="day">The day on which the file was taken.</param>
    /// <param name="providerOf">The agent's name of a provider.</param>
    /// <exception cref="PriceFileException">It is no such file.</exception>
    public static IReadOnlyList<ModelPrice> Read(string text, string source, DateOnly day, Func<string, string> providerOf)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new PriceFileException($"{source}: expected an object with a model a key");
            }

            var rows = document.RootElement.EnumerateObject().Select(m => Row(m, source, day, providerOf)).OfType<ModelPrice>().ToList();
            return rows.Count > 0 ? rows : throw new PriceFileException($"{source}: no model in it has input_cost_per_token and litellm_provider; is it a price file of LiteLLM?");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new PriceFileException($"{source}: {e.Message}", e);
        }
    }

    private static ModelPrice? Row(JsonProperty model, string source, DateOnly day, Func<string, string> providerOf)
    {
        if (model.Name == "sample_spec" || model.Value.ValueKind != JsonValueKind.Object || Price(model.Value, "input_cost_per_token") is not { } input
            || Text(model.Value, "litellm_provider") is not { } provider || model.Name.AsSpan().ContainsAny('*', '?'))
        {
            return null;
        }

        var output = Price(model.Value, "output_cost_per_token") ?? 0;
        return new ModelPrice
        {
            Origin = PriceOrigin.Imported,
            Provider = providerOf(provider),
            Models = [model.Name.StartsWith(provider + "/", StringComparison.OrdinalIgnoreCase) ? model.Name[(provider.Length + 1)..] : model.Name],
            Input = input,
            Output = output,
            CacheRead = Price(model.Value, "cache_read_input_token_cost") ?? input,
            CacheWrite = Price(model.Value, "cache_creation_input_token_cost") ?? input,
            Reasoning = Price(model.Value, "output_cost_per_reasoning_token") ?? output,
            Checked = day,
            Source = Text(model.Value, "source") ?? source,
        };
    }

    private static decimal? Price(JsonElement model, string key) =>
        model.TryGetProperty(key, out var price) && price.ValueKind == JsonValueKind.Number && price.TryGetDecimal(out var dollars) && dollars is >= 0 and < 1
            ? dollars * Million
            : null;

    private static string? Text(JsonElement model, string key) =>
        model.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
