using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Expose;
using Observe.Agent.Listen;
using Observe.Agent.Respond;

namespace Observe.Agent.Tests.Respond;

/// <summary>The webhook on the real server of the agent, told what Alertmanager tells.</summary>
public sealed class AlertWebhookTests : IAsyncLifetime
{
    private const string Began = """
        {"version":"4","groupKey":"{}:{}","truncatedAlerts":0,"status":"firing","receiver":"agent","groupLabels":{},"commonLabels":{},"commonAnnotations":{},
        "externalURL":"http://localhost:9093","alerts":[{"status":"firing","labels":{"alertname":"ObserveLogErrorRate","severity":"critical","provider":"groq"},
        "annotations":{"summary":"Errors"},"startsAt":"2026-11-21T10:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"ab12"}]}
        """;

    private static readonly string Ended = Began.Replace("\"status\":\"firing\"", "\"status\":\"resolved\"", StringComparison.Ordinal)
        .Replace("0001-01-01T00:00:00Z", "2026-11-21T10:05:00Z", StringComparison.Ordinal);

    private readonly Meter _meter = new("test");
    private readonly AlertBook _book = new();
    private AgentServer _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var webhook = new AlertWebhook(_book, new AlertMetrics(_meter, _book), TimeProvider.System, NullLogger<AlertWebhook>.Instance);
        _server = await AgentServer.StartAsync(new ListenAddress("127.0.0.1", 0), new HttpOptions(), NullLoggerFactory.Instance, webhook.Map, CancellationToken.None);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _meter.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_alert_fires_until_it_is_told_that_it_is_resolved()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Began));
        var firing = Assert.Single((await ListAsync()).GetProperty("firing").EnumerateArray());
        Assert.Equal("ObserveLogErrorRate", firing.GetProperty("name").GetString());
        Assert.Equal("groq", firing.GetProperty("labels").GetProperty("provider").GetString());

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Ended));
        var list = await ListAsync();
        Assert.Empty(list.GetProperty("firing").EnumerateArray());
        Assert.Equal("2026-11-21T10:05:00+00:00", Assert.Single(list.GetProperty("resolved").EnumerateArray()).GetProperty("resolvedAt").GetString());
    }

    [Fact]
    public async Task What_fires_and_what_was_heard_is_counted_by_severity()
    {
        var received = new List<(long Count, string Tags)>();
        var firing = new Dictionary<string, int>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter == _meter) { l.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => received.Add((count, string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}")))));
        listener.SetMeasurementEventCallback<int>((_, count, tags, _) => firing[(string)tags[0].Value!] = count);
        listener.Start();

        await PostAsync(Began);
        await PostAsync(Began);
        await PostAsync(Began.Replace("critical", "made-up", StringComparison.Ordinal).Replace("ab12", "cd34", StringComparison.Ordinal));
        listener.RecordObservableInstruments();

        Assert.Equal([(1, "severity=critical,status=firing"), (1, "severity=critical,status=firing"), (1, "severity=other,status=firing")], received);
        Assert.Equal(1, firing["critical"]);
        Assert.Equal(1, firing["other"]);
    }

    [Theory]
    [InlineData("application/json", "{\"version\":\"4\",\"alerts\":", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "null", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "[]", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"version\":\"3\",\"alerts\":[]}", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "{\"version\":\"4\",\"alerts\":[]}", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_is_no_message_of_Alertmanager_is_refused(string type, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await _client.PostAsync(new Uri(AlertWebhook.Path, UriKind.Relative), content);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new string(' ', 5 * 1024 * 1024)));

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"labels\":null,\"annotations\":{\"a\":null},\"status\":null}")]
    public async Task An_alert_with_next_to_nothing_in_it_is_kept_all_the_same(string alert)
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync($$"""{"version":"4","alerts":[{{alert}}]}"""));
        Assert.Single((await ListAsync()).GetProperty("firing").EnumerateArray());
    }

    private async Task<HttpStatusCode> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(AlertWebhook.Path, UriKind.Relative)) { Content = content };
        // A body that is refused is not sent in the first place.
        request.Headers.ExpectContinue = true;
        using var response = await _client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<JsonElement> ListAsync()
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync(new Uri(AlertWebhook.Path, UriKind.Relative)));
        return document.RootElement.Clone();
    }
}
