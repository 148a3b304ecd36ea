using System.Globalization;

namespace Observe.Agent.Tokens.Prices;

/// <summary>One row of a price file, strictly: every fault of it is told.</summary>
internal sealed class PriceRowReader(IReadOnlyDictionary<string, string[]> fields, string place, List<string> faults)
{
    /// <summary>No model costs more for a million tokens; prices for a single token or a thousand are far below what is meant.</summary>
    private const decimal MaxPrice = 100_000m;

    private static readonly string[] Keys =
        ["provider", "model", "models", "input", "output", "cacheRead", "cacheWrite", "reasoning", "from", "checked", "source"];

    public ModelPrice? Read(PriceOrigin origin)
    {
        var before = faults.Count;
        foreach (var key in fields.Keys.Where(k => !Keys.Contains(k, StringComparer.OrdinalIgnoreCase)))
        {
            Fault(key, $"unknown; there is {string.Join(", ", Keys)}");
        }

        var models = List("models").Concat(List("model")).ToList();
        if (models.Count == 0 || models.Exists(string.IsNullOrWhiteSpace))
        {
            Fault("models", "expected names of models");
        }

        var input = Price("input") ?? Missing("input");
        var output = Price("output") ?? Missing("output");
        var row = new ModelPrice
        {
            Origin = origin,
            Provider = Text("provider")?.Trim().ToLowerInvariant() ?? "",
            Models = models,
            Input = input,
            Output = output,

            // Who gives no price of their own for these bills them as input and as output.
            CacheRead = Price("cacheRead") ?? input,
            CacheWrite = Price("cacheWrite") ?? input,
            Reasoning = Price("reasoning") ?? output,
            From = Day("from"),
            Checked = Day("checked"),
            Source = Text("source") ?? "",
        };
        if (row.Provider.Length == 0)
        {
            Fault("provider", "expected a name, or * for any");
        }

        return faults.Count == before ? row : null;
    }

    private string[] List(string key) => fields.GetValueOrDefault(key) ?? [];

    private string? Text(string key)
    {
        var values = fields.GetValueOrDefault(key);
        if (values is not null and not [_])
        {
            Fault(key, "expected one value, not a list");
        }

        return values is [var text] ? text : null;
    }

    private decimal Missing(string key)
    {
        if (!fields.ContainsKey(key))
        {
            Fault(key, "is missing");
        }

        return 0;
    }

    private decimal? Price(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price is >= 0 and <= MaxPrice)
        {
            return price;
        }

        Fault(key, $"expected US dollars for a million tokens, from 0 to {MaxPrice}; got \"{text}\"");
        return null;
    }

    private DateOnly? Day(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Fault(key, $"expected a day such as 2026-11-21; got \"{text}\"");
        return null;
    }

    private void Fault(string key, string what) => faults.Add($"{place}.{key}: {what}");
}
