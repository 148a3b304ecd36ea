using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Reports;

/// <summary>The rows of the price table, those that go first first.</summary>
internal static class PriceReport
{
    public static IReadOnlyList<ModelPrice> Rows(PriceTable prices, string? provider, string? model) =>
    [
        .. prices.Rows
            .Where(r => provider is null || r.Closeness(provider, r.Models[0]) >= 0)
            .Where(r => model is null || r.Closeness(provider ?? r.Provider, model) >= 0)
            .OrderByDescending(r => r.Origin)
            .ThenBy(r => r.Provider, StringComparer.Ordinal)
            .ThenBy(r => r.Models[0], StringComparer.Ordinal)
            .ThenByDescending(r => r.From ?? DateOnly.MinValue),
    ];

    public static string Word(PriceOrigin origin) => origin switch
    {
        PriceOrigin.BuiltIn => "built-in",
        PriceOrigin.Imported => "imported",
        _ => "configured",
    };

    public static void WriteJson(Stream output, IReadOnlyList<ModelPrice> rows)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("prices");
        foreach (var row in rows)
        {
            ImportedPrices.WriteRow(json, row, Word(row.Origin));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
