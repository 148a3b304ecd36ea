using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Dashboards;

/// <summary>
/// What a healthy system has not: spans that fail, points and files that cannot be taken, a model without a price that uses up
/// the budgets.
/// </summary>
internal sealed class Troubles(TempDirectory home, string agent, string otlp)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private int _round;

    /// <summary>A file that says it is gzip and is not.</summary>
    public string Glob => Path.Combine(home.Make("archives"), "*");

    public async Task CauseAsync()
    {
        _round++;
        home.Write($"archives/app-{_round}.log.gz", "\u001f\u008b\u0008 this is no archive");
        await PostAsync($"http://{agent}/api/tokens", new JsonObject { ["provider"] = "acme", ["model"] = "unheard-of", ["prompt_tokens"] = 300_000_000, ["response_tokens"] = 10 });
        await PostAsync($"http://{otlp}/v1/metrics", Resource("checkout", "scopeMetrics", new JsonObject { ["metrics"] = new JsonArray(WithoutTime()) }, "resourceMetrics"));
        await PostAsync($"http://{otlp}/v1/traces", Resource("checkout", "scopeSpans", new JsonObject { ["spans"] = new JsonArray(Span(1), Span(2)) }, "resourceSpans"));
    }

    private static JsonObject WithoutTime() => new()
    {
        ["name"] = "e2e.timeless",
        ["sum"] = new JsonObject { ["aggregationTemporality"] = 1, ["isMonotonic"] = true, ["dataPoints"] = new JsonArray(new JsonObject { ["asInt"] = "1" }) },
    };

    private static JsonObject Resource(string service, string scopes, JsonObject scope, string resources) => new()
    {
        [resources] = new JsonArray(new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = new JsonArray(Attribute("service.name", service)) },
            [scopes] = new JsonArray(scope),
        }),
    };

    private static JsonObject Attribute(string key, string value) => new() { ["key"] = key, ["value"] = new JsonObject { ["stringValue"] = value } };

    private JsonObject Span(int status) => new()
    {
        ["traceId"] = Guid.NewGuid().ToString("n"),
        ["spanId"] = Guid.NewGuid().ToString("n")[..16],
        ["name"] = "chat",
        ["kind"] = 3,
        ["startTimeUnixNano"] = Now(TimeSpan.FromMilliseconds(-100 - _round)),
        ["endTimeUnixNano"] = Now(TimeSpan.Zero),
        ["status"] = new JsonObject { ["code"] = status },
        ["attributes"] = new JsonArray(
            Attribute("gen_ai.operation.name", "chat"), Attribute("gen_ai.provider.name", "acme"), Attribute("gen_ai.request.model", "unheard-of")),
    };

    private static string Now(TimeSpan shift) =>
        ((TimeProvider.System.GetUtcNow() + shift).ToUnixTimeMilliseconds() * 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task PostAsync(string url, JsonObject body)
    {
        using var response = await Http.PostAsJsonAsync(new Uri(url), body);
        Assert.True(response.IsSuccessStatusCode, $"{url} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }
}
