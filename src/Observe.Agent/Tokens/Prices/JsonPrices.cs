using System.Text.Json;

namespace Observe.Agent.Tokens.Prices;

/// <summary>The rows of a price table in JSON, as texts by key.</summary>
internal static class JsonPrices
{
    /// <exception cref="FormatException">It is JSON, but no such table.</exception>
    public static IEnumerable<IReadOnlyDictionary<string, string[]>> Rows(JsonDocument document)
    {
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("prices", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("expected { \"prices\": [ … ] }");
        }

        foreach (var row in list.EnumerateArray())
        {
            var fields = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
            if (row.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("expected an object for each row of prices");
            }

            foreach (var field in row.EnumerateObject())
            {
                fields[field.Name] = field.Value.ValueKind == JsonValueKind.Array
                    ? [.. field.Value.EnumerateArray().Select(v => v.ToString())]
                    : [field.Value.ToString()];
            }

            yield return fields;
        }
    }
}
