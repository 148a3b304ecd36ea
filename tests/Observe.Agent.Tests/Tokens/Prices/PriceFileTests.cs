using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tests.Tokens.Prices;

public sealed class PriceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("prices.yaml", "# ours\nprices:\n  - provider: Acme\n    models: [acme-1, 'acme-1-*']\n    input: 1.5\n    output: 6\n    cacheRead: 0.15\n    from: 2026-07-01\n    source: the contract\n")]
    [InlineData("prices.json", "{\n\t\"prices\": [ // ours\n\t\t{ \"provider\": \"Acme\", \"models\": [\"acme-1\", \"acme-1-*\"], \"input\": 1.5, \"output\": 6, \"cacheRead\": 0.15, \"from\": \"2026-07-01\", \"source\": \"the contract\" },\n\t]\n}")]
    public void Yaml_and_json_say_the_same(string name, string text)
    {
        var row = Assert.Single(PriceFile.Read(_folder.Write(name, text), PriceOrigin.Configured));
        Assert.Equal(("acme", PriceOrigin.Configured, "the contract"), (row.Provider, row.Origin, row.Source));
        Assert.Equal(["acme-1", "acme-1-*"], row.Models);
        Assert.Equal((1.5m, 6m, 0.15m, 1.5m, 6m), (row.Input, row.Output, row.CacheRead, row.CacheWrite, row.Reasoning));
        Assert.Equal(new DateOnly(2026, 7, 1), row.From);
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_its_place()
    {
        var path = _folder.Write("prices.yaml", "prices:\n  - {provider: a, model: m, input: cheap, output: 1, from: soon}\n  - {provider: b, input: -1, output: 2, colour: red}\n  - {model: m, input: 1}\n");
        var message = Assert.Throws<PriceFileException>(() => PriceFile.Read(path, PriceOrigin.Configured)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        foreach (var fault in new[] { "prices[0].input: expected US dollars", "prices[0].from: expected a day", "prices[1].colour: unknown", "prices[1].models: expected", "prices[1].input: expected", "prices[2].output: is missing", "prices[2].provider: expected" })
        {
            Assert.Contains(fault, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("prices")]
    [InlineData("prices: 5")]
    [InlineData("prices: [5]")]
    [InlineData("prices:\n  - provider: [[a]]\n")]
    [InlineData("a: &a [*a]")]
    [InlineData("{")]
    [InlineData("{\"prices\": 1}")]
    [InlineData("{\"prices\": [1]}")]
    [InlineData("prices: \u0000")]
    [InlineData("{\"prices\": [{\"provider\": \"\\ud800\", \"model\": \"m\", \"input\": 1, \"output\": 1}]}")]
    [InlineData("{\"prices\": [{\"\\ud800\": \"a\"}]}")]
    [InlineData("prices:\n  - {provider: a, model: m, input: [1, 2], output: 1}\n")]
    public void What_is_no_table_is_refused(string text) =>
        Assert.Throws<PriceFileException>(() => PriceFile.Read(_folder.Write("prices", text), PriceOrigin.Configured));

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Nesting_without_end_is_refused(char open) =>
        Assert.Throws<PriceFileException>(() => PriceFile.Read(_folder.Write("prices", "prices: " + new string(open, 200_000)), PriceOrigin.Configured));

    [Fact]
    public void A_file_that_is_missing_is_told() =>
        Assert.Contains("cannot be read", Assert.Throws<PriceFileException>(() => PriceFile.Read(_folder["none"], PriceOrigin.Configured)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_directory_is_told() =>
        Assert.Contains("is a directory", Assert.Throws<PriceFileException>(() => PriceFile.Read(_folder.Path, PriceOrigin.Configured)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_price_file_of_litellm_is_read()
    {
        const string text = """
            {
                "sample_spec": { "input_cost_per_token": 0.0, "litellm_provider": "one of https://docs.litellm.ai/docs/providers" },
                "gpt-4o": { "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-06, "litellm_provider": "openai", "mode": "chat" },
                "gemini/gemini-2.5-pro": { "input_cost_per_token": 1.25e-06, "output_cost_per_token": 1e-05, "output_cost_per_reasoning_token": 1.1e-05, "litellm_provider": "gemini", "source": "https://ai.google.dev/pricing" },
                "claude-x": { "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "cache_creation_input_token_cost": 3.75e-06, "litellm_provider": "anthropic" },
                "dall-e-3": { "input_cost_per_pixel": 3.81469e-08, "litellm_provider": "openai", "mode": "image_generation" }
            }
            """;
        var rows = LiteLlmPrices.Read(text, "file.json", new DateOnly(2026, 11, 21), p => p);
        Assert.Equal(["gpt-4o", "gemini-2.5-pro", "claude-x"], rows.Select(r => r.Models.Single()));
        Assert.Equal((2.5m, 10m, 1.25m, 2.5m, 10m), (rows[0].Input, rows[0].Output, rows[0].CacheRead, rows[0].CacheWrite, rows[0].Reasoning));
        Assert.Equal((11m, "https://ai.google.dev/pricing"), (rows[1].Reasoning, rows[1].Source));
        Assert.Equal((3.75m, "file.json"), (rows[2].CacheWrite, rows[2].Source));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"a\": 1}")]
    [InlineData("nothing")]
    [InlineData("{\"\\ud800\": {\"input_cost_per_token\": 1e-06, \"litellm_provider\": \"a\"}}")]
    public void What_is_no_price_file_of_litellm_is_refused(string text) =>
        Assert.Throws<PriceFileException>(() => LiteLlmPrices.Read(text, "file.json", new DateOnly(2026, 11, 21), p => p));

    [Fact]
    public void A_second_import_leaves_the_old_price_to_the_days_before_it()
    {
        var first = PriceTableTests.Row("acme", "m", 1) with { Origin = PriceOrigin.Imported };
        var (rows, added) = ImportedPrices.Merge([], [first], new DateOnly(2026, 1, 1));
        Assert.Equal(1, added);
        ImportedPrices.Write(_folder["data"], rows);
        var second = first with { Input = 2 };
        (rows, added) = ImportedPrices.Merge(ImportedPrices.Read(_folder["data"]), [second], new DateOnly(2026, 6, 1));
        Assert.Equal(1, added);
        Assert.Equal(0, ImportedPrices.Merge(rows, [second], new DateOnly(2026, 7, 1)).Added);
        ImportedPrices.Write(_folder["data"], rows);

        var table = new PriceTable(ImportedPrices.Read(_folder["data"]));
        Assert.Equal(1, table.Find("acme", "m", new DateOnly(2026, 5, 31))!.Input);
        Assert.Equal(2, table.Find("acme", "m", new DateOnly(2026, 6, 1))!.Input);
    }
}
