using System.Globalization;
using System.Text.Json;

namespace Observe.Agent.Tests.Commands.Tokens;

public sealed class TokensReportsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningCommand _observe;

    public TokensReportsTests() => _observe = new RunningCommand(_folder);

    public void Dispose()
    {
        _observe.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_report_is_a_table_and_what_is_estimated_or_without_a_price_is_said()
    {
        await CountAsync(Line("openai", "gpt-4o", 1000, 500), Line("openai", "gpt-4o", 1000, 500), Line("groq", "made-up", 10, 20), """{"level":"info","provider":"openai","model":"gpt-4o","total_tokens":40}""");
        Assert.Equal(0, await _observe.RunAsync("tokens", "report", "--data", "data"));
        Assert.Equal(
        [
            "provider  model    input  output  cache read  cache write  reasoning  tokens      cost",
            "openai    gpt-4o   2,000   1,040           0            0          0   3,040   $0.0154",
            "groq      made-up     10      20           0            0          0      30  $0.0000+",
            "total              2,010   1,060           0            0          0   3,070  $0.0154+",
        ],
            _observe.Output.Take(4));
        Assert.StartsWith("40 tokens are estimated", _observe.Output[4], StringComparison.Ordinal);
        Assert.StartsWith("30 tokens have no known price", _observe.Output[5], StringComparison.Ordinal);

        Assert.Equal(0, await _observe.RunAsync("tokens", "report", "--data", "data", "--by", "type", "--hours", "1", "--json"));
        using var json = JsonDocument.Parse(Assert.Single(_observe.Output));
        Assert.Equal(3070, json.RootElement.GetProperty("total").GetProperty("tokens").GetInt64());
    }

    [Fact]
    public async Task A_second_pass_adds_and_counts_nothing_twice()
    {
        await CountAsync(Line("openai", "gpt-4o", 100, 0));
        await CountAsync();
        _folder.Append("logs/app.log", Line("openai", "gpt-4o", 11, 0) + "\n");
        await CountAsync();
        Assert.Equal(0, await _observe.RunAsync("tokens", "report", "--data", "data", "--json"));
        using var json = JsonDocument.Parse(Assert.Single(_observe.Output));
        Assert.Equal(111, json.RootElement.GetProperty("total").GetProperty("tokens").GetInt64());
    }

    [Fact]
    public async Task Budgets_end_with_1_when_one_is_exceeded()
    {
        _folder.Write("observe.json", """{ "tokens": { "budgets": { "hourly": { "limit": 0 }, "all": { "limit": 50000, "period": "month" } } } }""");
        await CountAsync(Line("openai", "gpt-4o", 49_000, 0));
        Assert.Equal(0, await _observe.RunAsync("tokens", "budgets", "--data", "data", "--history"));
        Assert.Contains(_observe.Output, l => l.StartsWith("all     month   warning", StringComparison.Ordinal) && l.Contains("98 %", StringComparison.Ordinal));
        Assert.EndsWith("all     month   ok    warning  49,000 tokens  50,000 tokens", _observe.Output[^1], StringComparison.Ordinal);

        _folder.Append("logs/app.log", Line("openai", "gpt-4o", 0, 1_000) + "\n");
        await CountAsync();
        Assert.Equal(1, await _observe.RunAsync("tokens", "budgets", "--data", "data", "--json"));
        using var json = JsonDocument.Parse(Assert.Single(_observe.Output));
        Assert.Equal("exceeded", json.RootElement.GetProperty("budgets").EnumerateArray().Single(b => b.GetProperty("budget").GetString() == "all").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Budgets_and_prices_come_from_the_configuration()
    {
        _folder.Write("prices.yaml", "prices:\n  - {provider: groq, model: made-up, input: 1000, output: 0}\n");
        _folder.Write("observe.json", """
            { "tokens": { "timeZone": "Asia/Kolkata", "prices": "prices.yaml", "budgets": {
                "hourly": { "limit": 0 }, "daily": { "limit": 0 },
                "groq": { "limit": 5, "unit": "usd", "period": "month", "providers": ["gr*"] } } } }
            """);
        await CountAsync(Line("groq", "made-up", 4500, 7), Line("openai", "gpt-4o", 1_000_000, 0));
        Assert.Equal(0, await _observe.RunAsync("tokens", "budgets", "--data", "data"));
        Assert.Equal(2, _observe.Output.Length);
        Assert.StartsWith("groq    month   warning", _observe.Output[1], StringComparison.Ordinal);
        Assert.Contains("$4.50", _observe.Output[1], StringComparison.Ordinal);

        Assert.Equal(0, await _observe.RunAsync("tokens", "prices", "--provider", "groq", "--model", "made-up", "--data", "data"));
        Assert.StartsWith("configured  groq      made-up", _observe.Output[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_litellm_file_is_imported_and_used()
    {
        _folder.Write("litellm.json", """{"together_ai/some-model":{"input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"litellm_provider":"together_ai"}}""");
        Assert.Equal(0, await _observe.RunAsync("tokens", "prices", "import", "litellm.json", "--data", "data"));
        Assert.StartsWith("1 prices read, 1 of them new or changed", _observe.Output[0], StringComparison.Ordinal);
        await CountAsync(Line("together", "some-model", 1_000_000, 1_000_000));
        Assert.Equal(0, await _observe.RunAsync("tokens", "report", "--data", "data"));
        Assert.EndsWith("$3.0000", _observe.Output[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "expected a number from 1 to 9600", "tokens", "report", "--hours", "0")]
    [InlineData(2, "--hours: expected a number from 1 to 9600", "tokens", "report", "--hours", "soon")]
    [InlineData(2, "--hours: expected a number from 1 to 9600", "tokens", "report", "--hours", "99999999999999")]
    [InlineData(2, "--hours", "tokens", "report", "--hours")]
    [InlineData(2, "--by: expected one of day, hour", "tokens", "report", "--by", "colour")]
    [InlineData(1, "there is no data at", "tokens", "report", "--data", "nowhere")]
    [InlineData(1, "there is no data at", "tokens", "budgets", "--data", "nowhere")]
    [InlineData(1, "cannot be read", "tokens", "prices", "import", "missing.json")]
    [InlineData(2, "Required argument 'FILE' missing", "tokens", "prices", "import")]
    public async Task What_cannot_be_done_is_said(int code, string reason, params string[] args)
    {
        Assert.Equal(code, await _observe.RunAsync(args));
        Assert.Contains(reason, _observe.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_is_told_with_its_keys()
    {
        _folder.Write("observe.json", """{ "tokens": { "timeZone": "Mars/Olympus", "budgets": { "x": { "limit": -1, "period": "week" } } } }""");
        Assert.Equal(2, await _observe.RunAsync("tokens", "budgets"));
        Assert.Contains("there is no time zone \"Mars/Olympus\"", _observe.Error, StringComparison.Ordinal);
        Assert.Contains("tokens.budgets.x.limit", _observe.Error, StringComparison.Ordinal);
        Assert.Contains("expected one of hour, day, month", _observe.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shared_store_is_never_printed_and_one_that_is_down_is_told()
    {
        await CountAsync(Line("openai", "gpt-4o", 1, 1));
        _folder.Write("observe.json", """{ "tokens": { "sharedStore": "Host=127.0.0.1;Port=1;Username=u;Password=hunter2" } }""");
        Assert.Equal(0, await _observe.RunAsync("config"));
        Assert.DoesNotContain(_observe.Output, l => l.Contains("hunter2", StringComparison.Ordinal));
        Assert.Equal(1, await _observe.RunAsync("tokens", "report", "--data", "data"));
        Assert.Contains("the shared store cannot be used", _observe.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _observe.Error, StringComparison.Ordinal);
        Assert.Equal(0, await _observe.RunAsync("tokens", "report", "--data", "data", "--local"));
    }

    private static string Line(string provider, string model, int input, int output) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"level":"info","provider":"{{provider}}","model":"{{model}}","prompt_tokens":{{input}},"completion_tokens":{{output}}}""");

    private async Task CountAsync(params string[] lines)
    {
        if (lines.Length > 0)
        {
            _folder.Write("logs/app.log", string.Join('\n', lines) + "\n");
        }

        var code = await _observe.RunAsync("process", "--watch", _folder["logs/*.log"], "--data", "data");
        Assert.True(code == 0, _observe.Error);
    }
}
