using Observe.Agent.Parse;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tests.Tokens.Prices;

public class PriceTableTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private readonly PriceTable _builtIn = new(PriceFile.BuiltIn());

    [Theory]
    [InlineData("openai", "gpt-4o", 2.5, 10)]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", 0.15, 0.6)]
    [InlineData("openai", "gpt-5-mini", 0.25, 2)]
    [InlineData("openai", "GPT-5", 1.25, 10)]
    [InlineData("openai", "o3-2025-04-16", 2, 8)]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", 3, 15)]
    [InlineData("anthropic", "claude-opus-4-1-20250805", 15, 75)]
    [InlineData("anthropic", "claude-opus-4-5-20251101", 5, 25)]
    [InlineData("gemini", "models/gemini-2.5-pro", 1.25, 10)]
    [InlineData("gemini", "gemini-2.5-flash-lite", 0.1, 0.4)]
    [InlineData("mistral", "mistral-large-2512", 0.5, 1.5)]
    [InlineData("deepseek", "deepseek-chat", 0.14, 0.28)]
    [InlineData("groq", "llama-3.3-70b-versatile", 0.59, 0.79)]
    [InlineData("groq", "openai/gpt-oss-120b", 0.15, 0.6)]
    [InlineData("kimi", "kimi-k2.5", 0.6, 3)]
    [InlineData("ollama", "llama3.2:3b", 0, 0)]
    public void The_built_in_table_knows_the_usual_models(string provider, string model, double input, double output)
    {
        var price = _builtIn.Find(provider, model, Today)!;
        Assert.Equal(((decimal)input, (decimal)output), (price.Input, price.Output));
        Assert.Equal(price.Output, price.Reasoning);
    }

    [Theory]
    [InlineData("openai", "gpt-99")]
    [InlineData("openai", "gpt-4o-realtime-preview")]
    [InlineData("unknown", "gpt-4o")]
    [InlineData("openai", "")]
    [InlineData("deepseek", "deepseek-chat", 2024)]
    public void What_is_not_in_the_table_has_no_price(string provider, string model, int year = 2026) =>
        Assert.Null(_builtIn.Find(provider, model, new DateOnly(year, 6, 1)));

    /// <summary>Announced changes: o3 on 2025-06-10, DeepSeek on 2025-09-05, 2025-09-29 and 2026-04-26, Claude Sonnet 5 on 2026-09-01.</summary>
    [Theory]
    [InlineData("openai", "o3", "2025-06-09", 10)]
    [InlineData("openai", "o3", "2025-06-10", 2)]
    [InlineData("deepseek", "deepseek-reasoner", "2025-09-04", 0.55)]
    [InlineData("deepseek", "deepseek-reasoner", "2025-09-05", 0.56)]
    [InlineData("deepseek", "deepseek-reasoner", "2025-09-29", 0.28)]
    [InlineData("deepseek", "deepseek-reasoner", "2026-04-26", 0.14)]
    [InlineData("anthropic", "claude-sonnet-5", "2026-08-31", 2)]
    [InlineData("anthropic", "claude-sonnet-5", "2026-09-01", 3)]
    public void A_price_is_that_of_the_day(string provider, string model, string day, double input) =>
        Assert.Equal((decimal)input, _builtIn.Find(provider, model, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))!.Input);

    [Fact]
    public void Every_built_in_row_names_its_source_and_when_it_was_looked_at_and_stands_once()
    {
        Assert.InRange(_builtIn.Rows.Count, 90, 1000);
        Assert.All(_builtIn.Rows, row =>
        {
            Assert.StartsWith("https://", row.Source, StringComparison.Ordinal);
            Assert.InRange(row.Checked!.Value, new DateOnly(2025, 1, 1), Today);
            Assert.True(row.CacheRead <= row.Input);
            Assert.True(row.Provider is "ollama" or "ippoc" || row.Input > 0, "what does not run on machines of one's own costs something");
            Assert.Contains(row.Provider, KnownProviders.All.Keys);
        });
        var models = _builtIn.Rows.SelectMany(r => r.Models.Select(m => (r.Provider, m, r.From))).ToList();
        Assert.Equal(models.Count, models.Distinct().Count());
        Assert.All(
            ["openai", "anthropic", "gemini", "mistral", "deepseek", "groq", "kimi", "ollama"],
            provider => Assert.Contains(_builtIn.Rows, r => r.Provider == provider));
    }

    [Fact]
    public void The_users_row_goes_before_an_imported_one_and_that_before_the_built_in_one()
    {
        var table = new PriceTable(
        [
            .. PriceFile.BuiltIn(),
            Row("openai", "gpt-4o*", 1) with { Origin = PriceOrigin.Imported },
            Row("*", "*", 7) with { Origin = PriceOrigin.Configured, From = new DateOnly(2026, 11, 1) },
        ]);
        Assert.Equal(7, table.Find("openai", "gpt-4o", Today)!.Input);
        Assert.Equal(1, table.Find("openai", "gpt-4o", new DateOnly(2026, 10, 31))!.Input);
        Assert.Equal(0.25m, table.Find("openai", "gpt-5-mini", new DateOnly(2026, 10, 31))!.Input);
        Assert.Equal(7, table.Find("acme", "whatever", Today)!.Input);
    }

    [Fact]
    public void The_row_that_names_the_model_most_closely_is_taken()
    {
        var table = new PriceTable([Row("acme", "*", 1), Row("acme", "big-*", 2), Row("acme", "big-model-*", 3), Row("acme", "big-model-x", 4)]);
        Assert.Equal([1m, 2m, 3m, 4m], new[] { "small", "big-one", "big-model-y", "big-model-x" }.Select(m => table.Find("acme", m, Today)!.Input));
    }

    internal static ModelPrice Row(string provider, string model, decimal price) => new()
    {
        Origin = PriceOrigin.BuiltIn,
        Provider = provider,
        Models = [model],
        Input = price,
        Output = price,
        CacheRead = price,
        CacheWrite = price,
        Reasoning = price,
    };
}
