using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Expose;
using Observe.Agent.Expose.Tokens;
using Observe.Agent.Listen;
using Observe.Agent.Metrics;
using Observe.Agent.Store;
using Observe.Agent.Tests.Hosting;
using Observe.Agent.Tokens.Api;

namespace Observe.Agent.Tests.Tokens.Api;

/// <summary>The API over HTTP, on a real engine and a real store.</summary>
public sealed class TokenApiTests : IAsyncLifetime
{
    private readonly EngineFixture _agent = new();
    private AgentServer _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await _agent.FollowAsync();
        await ServeAsync();
    }

    public async Task DisposeAsync()
    {
        await EndServingAsync();
        await _agent.StopAsync();
        _agent.Dispose();
    }

    [Fact]
    public async Task Reported_counts_are_taken_apart_and_are_on_the_disk_when_the_answer_comes()
    {
        var (status, answer) = await PostAsync("""{"operation":"chat","model":"gpt-4o","provider":"OpenAI","prompt_tokens":1000,"response_tokens":500,"cached_tokens":200,"reasoning_tokens":100}""");
        Assert.Equal((HttpStatusCode.OK, false), (status, answer.GetProperty("estimated").GetBoolean()));

        // 800 input, 200 cached, 500 output and reasoning: 0.002 + 0.00025 + 0.005 dollars.
        Assert.Equal(0.00725m, answer.GetProperty("cost_usd").GetDecimal());
        Assert.Equal(
            [("cache_read", 200L), ("input", 800L), ("output", 400L), ("reasoning", 100L)],
            Stored().OrderBy(s => s.Type, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Text_is_counted_and_marked_as_estimated_but_a_reported_count_goes_before_it()
    {
        var (_, answer) = await PostAsync("""{"model":"gpt-4o","provider":"openai","prompt":"hello world","response":"never counted","response_tokens":7}""");
        Assert.Equal((2, 7, true, "o200k_base"), (answer.GetProperty("input").GetInt64(), answer.GetProperty("output").GetInt64(), answer.GetProperty("estimated").GetBoolean(), answer.GetProperty("vocabulary").GetString()));
        Assert.Equal(2, Counter("input", "true"));
        Assert.Equal(7, Counter("output", "false"));
    }

    [Fact]
    public async Task The_same_key_is_counted_once_also_at_the_same_time_and_over_a_crash()
    {
        const string body = """{"model":"gpt-4o","provider":"openai","prompt_tokens":10}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(body, "key-1")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(1, answers.Count(a => !a.Body.GetProperty("repeated").GetBoolean()));

        await EndServingAsync();
        await _agent.CrashAsync();
        await _agent.FollowAsync();
        await ServeAsync();
        Assert.True((await PostAsync(body, "key-1")).Body.GetProperty("repeated").GetBoolean());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("""{"prompt_tokens":11}""", "key-1")).Status);
        Assert.False((await PostAsync(body, "key-2")).Body.GetProperty("repeated").GetBoolean());
        Assert.Equal([("input", 20L)], Stored());
    }

    [Theory]
    [InlineData("", 400, "malformed JSON")]
    [InlineData("[]", 400, "expected a JSON object")]
    [InlineData("{}", 400, "nothing to count")]
    [InlineData("{\"model\":\"m\"}", 400, "nothing to count")]
    [InlineData("{\"prompt_tokens\":-1}", 400, "prompt_tokens: expected a whole number")]
    [InlineData("{\"prompt_tokens\":1.5}", 400, "prompt_tokens: expected a whole number")]
    [InlineData("{\"prompt_tokens\":\"1\"}", 400, "prompt_tokens: expected a whole number")]
    [InlineData("{\"prompt_tokens\":99999999999999999999}", 400, "prompt_tokens: expected a whole number")]
    [InlineData("{\"prompt_tokens\":5,\"cached_tokens\":6}", 400, "part of prompt_tokens")]
    [InlineData("{\"response_tokens\":5,\"reasoning_tokens\":6}", 400, "part of response_tokens")]
    [InlineData("{\"prompt_tokens\":5,\"promt\":\"x\"}", 400, "unknown field \"promt\"")]
    [InlineData("{\"prompt_tokens\":5,\"model\":7}", 400, "model: expected text")]
    [InlineData("{\"prompt_tokens\":5,\"time\":\"soon\"}", 400, "time: expected a time")]
    [InlineData("{\"prompt_tokens\":[[[[[[[[5]]]]]]]]}", 400, "malformed JSON")]
    [InlineData("{\"prompt\":\"\\ud800\"}", 400, "malformed JSON")]
    public async Task What_is_wrong_is_refused_with_the_reason_and_counts_nothing(string body, int status, string reason)
    {
        var (got, answer) = await PostAsync(body);
        Assert.Equal(status, (int)got);
        Assert.Contains(reason, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Other_kinds_of_content_other_methods_and_too_much_are_refused()
    {
        using var text = await _client.PostAsync(Path("/api/tokens"), new StringContent("{\"prompt_tokens\":1}", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        using var get = await _client.GetAsync(Path("/api/tokens"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        var (status, answer) = await PostAsync($$"""{"prompt":"{{new string('a', 20_000_000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("larger than", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("""{"prompt_tokens":1}""", new string('k', 201))).Status);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task While_the_store_fails_nobody_is_told_that_it_is_kept_and_a_repetition_is_counted_once()
    {
        _agent.MakeCommitsFail();
        var (status, answer) = await PostAsync("""{"prompt_tokens":5}""", "k");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("cannot be stored", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(Stored());

        _agent.LetCommitsWork();
        (status, answer) = await PostAsync("""{"prompt_tokens":5}""", "k");
        Assert.Equal((HttpStatusCode.OK, true), (status, answer.GetProperty("repeated").GetBoolean()));
        Assert.Equal([("input", 5L)], Stored());
    }

    [Fact]
    public async Task The_report_adds_up_by_what_is_asked_for()
    {
        await PostAsync("""{"operation":"chat","model":"gpt-4o","provider":"openai","prompt_tokens":1000000}""");
        await PostAsync("""{"operation":"embeddings","model":"text-embedding-3-small","provider":"openai","prompt_tokens":500000}""");
        await PostAsync("""{"model":"nobody-knows","provider":"acme","prompt_tokens":77}""");
        await PostAsync($$"""{"model":"gpt-4o","provider":"openai","prompt_tokens":3,"time":"{{TimeProvider.System.GetUtcNow().AddHours(-30):O}}"}""");

        var report = await GetAsync("/api/tokens/report?hours=24&by=model");
        Assert.Equal(["gpt-4o 1000000 2.50", "text-embedding-3-small 500000 0.01", "nobody-knows 77 0"],
            report.GetProperty("groups").EnumerateArray().Select(g => $"{g.GetProperty("model").GetString()} {g.GetProperty("tokens").GetInt64()} {g.GetProperty("cost_usd").GetDecimal():0.00##}".Replace(" 0.00", " 0", StringComparison.Ordinal)));
        Assert.Equal((1_500_077L, 77L, 2.51m), (Total(report, "tokens").GetInt64(), Total(report, "unpriced_tokens").GetInt64(), Total(report, "cost_usd").GetDecimal()));
        Assert.Equal(1_500_080, Total(await GetAsync("/api/tokens/report?hours=48"), "tokens").GetInt64());
        Assert.Equal(["chat", "embeddings", "unknown"], Names(await GetAsync("/api/tokens/report?by=operation"), "operation"));
        Assert.Equal(["openai", "acme"], Names(await GetAsync("/api/tokens/report?by=provider"), "provider"));
        Assert.Equal(["input"], Names(await GetAsync("/api/tokens/report?by=type"), "type"));
        Assert.Equal(2, Names(await GetAsync("/api/tokens/report?hours=48&by=hour"), "hour").Count());
        Assert.InRange(Names(await GetAsync("/api/tokens/report?hours=48&by=day"), "day").Count(), 2, 3);
    }

    [Theory]
    [InlineData("/api/tokens/report?by=colour", "by: expected one of")]
    [InlineData("/api/tokens/report?by=model,provider", "by: expected one of")]
    [InlineData("/api/tokens/report?by=1", "by: expected one of")]
    [InlineData("/api/tokens/report?by=", "by: expected one of")]
    [InlineData("/api/tokens/report?hours=0", "hours: expected a number")]
    [InlineData("/api/tokens/report?hours=9601", "hours: expected a number")]
    [InlineData("/api/tokens/report?hour=5", "unknown parameter")]
    [InlineData("/api/tokens/budgets?x=1", "unknown parameter")]
    [InlineData("/api/tokens/prices?x=1", "unknown parameter")]
    public async Task A_question_that_makes_no_sense_is_refused(string path, string reason)
    {
        using var response = await _client.GetAsync(Path(path));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Budgets_show_their_state_and_history_and_prices_can_be_looked_up()
    {
        await PostAsync("""{"model":"gpt-4o","provider":"openai","prompt_tokens":450000}""");
        var budgets = await GetAsync("/api/tokens/budgets");
        var daily = budgets.GetProperty("budgets").EnumerateArray().Single(b => b.GetProperty("budget").GetString() == "daily");
        Assert.Equal(("warning", 450_000, 500_000), (daily.GetProperty("state").GetString(), daily.GetProperty("used").GetInt32(), daily.GetProperty("limit").GetInt32()));
        Assert.Equal(("ok", "warning"), budgets.GetProperty("history").EnumerateArray().Where(t => t.GetProperty("budget").GetString() == "daily").Select(t => (t.GetProperty("from").GetString(), t.GetProperty("to").GetString())).Single());

        var price = (await GetAsync("/api/tokens/prices?provider=anthropic&model=claude-haiku-4-5")).GetProperty("prices").EnumerateArray().Single();
        Assert.Equal((1m, 5m), (price.GetProperty("input").GetDecimal(), price.GetProperty("output").GetDecimal()));
        Assert.StartsWith("https://", price.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement Total(JsonElement report, string name) => report.GetProperty("total").GetProperty(name);

    private static IEnumerable<string> Names(JsonElement report, string name) => report.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty(name).GetString()!);

    private async Task ServeAsync()
    {
        var engine = _agent.Engine;
        var ledger = new SqliteUsageLedger(_agent.Options.Data);
        var endpoints = new TokenEndpoints(
            new TokenIntake(engine.Tokens, engine.Count, engine.ProviderOf, new Hasty()),
            new TokenReports(engine.Tokens, ledger, ledger.Transitions, TimeProvider.System));
        _server = await AgentServer.StartAsync(new ListenAddress("127.0.0.1", 0), new HttpOptions(), NullLoggerFactory.Instance, endpoints.Map, CancellationToken.None);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    private async Task EndServingAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path("/api/tokens")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await _client.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await _client.GetStringAsync(Path(path))).RootElement;

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private IEnumerable<(string Type, long Tokens)> Stored() => new SqliteUsageLedger(_agent.Options.Data).ReadAsync(0, long.MaxValue, CancellationToken.None).Result
        .GroupBy(r => AttributeValues.Of(r.Hour.Type)).Select(g => (g.Key, g.Sum(r => r.Tokens)));

    private long Counter(string type, string estimated) => _agent.Engine.Metrics.Counters
        .Where(c => c.Key.Metric == MetricNames.Tokens && c.Key["type"] == type && c.Key["estimated"] == estimated && c.Key["origin"] == "api").Sum(c => c.Committed);

    /// <summary>Waits a tenth of the time it is told to.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, dueTime / 10, period);
    }
}
