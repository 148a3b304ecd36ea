using System.Net;
using System.Text;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>OTLP over HTTP in JSON: made into protobuf on its way in, answered in JSON.</summary>
public sealed class HttpJsonTests : IAsyncLifetime
{
    private static readonly byte[] Log = """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hi"}}]}]}]}"""u8.ToArray();
    private static readonly byte[] LogAsProtobuf = [0x0a, 10, 0x12, 8, 0x12, 6, 0x2a, 4, 0x0a, 2, .. "hi"u8];

    private OtlpFixture _otlp = null!;

    public async Task InitializeAsync() => _otlp = await OtlpFixture.StartAsync();

    public async Task DisposeAsync() => await _otlp.DisposeAsync();

    [Theory]
    [InlineData("application/json", false)]
    [InlineData("application/json; charset=utf-8", true)]
    public async Task It_is_handed_on_as_protobuf(string type, bool compressed)
    {
        using var response = await _otlp.PostAsync("/v1/logs", compressed ? OtlpFixture.Gzip(Log) : Log, type, compressed ? "gzip" : null);

        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(LogAsProtobuf, _otlp.TheOnlyRequest().Request);
        Assert.Equal(("logs", "http/json", "accepted"), Assert.Single(_otlp.Counted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"resourceLogs":[{"scopeLogs": """)]
    [InlineData("""{"resourceLogs":7}""")]
    public async Task What_is_no_such_JSON_is_malformed(string json)
    {
        using var response = await _otlp.PostAsync("/v1/logs", Encoding.UTF8.GetBytes(json), "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("""{"code":3,"message":""", await response.Content.ReadAsStringAsync());
        Assert.Empty(_otlp.Consumer.Received);
    }

    [Fact]
    public async Task A_partial_success_has_the_count_as_a_string_and_the_reason()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(new OtlpOutcome(OtlpStatus.Accepted, 300, "too \"old\""));
        var names = new List<string>();
        foreach (var signal in new[] { "metrics", "logs", "traces" })
        {
            using var response = await _otlp.PostAsync($"/v1/{signal}", "{}"u8.ToArray(), "application/json");
            names.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(
            [.. new[] { "rejectedDataPoints", "rejectedLogRecords", "rejectedSpans" }.Select(name => """{"partialSuccess":{"NAME":"300","errorMessage":"too \"old\""}}""".Replace("NAME", name, StringComparison.Ordinal))],
            names);
    }

    [Fact]
    public async Task A_warning_about_what_was_taken_whole_is_passed_on()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(new OtlpOutcome(OtlpStatus.Accepted, 0, "deprecated"));
        using var response = await _otlp.PostAsync("/v1/metrics", "{}"u8.ToArray(), "application/json");

        Assert.Equal("""{"partialSuccess":{"errorMessage":"deprecated"}}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("accepted", Assert.Single(_otlp.Counted).Outcome);
    }

    [Fact]
    public async Task What_is_malformed_is_400_with_a_status_message()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(OtlpOutcome.Malformed("no \"such\" thing"));
        using var response = await _otlp.PostAsync("/v1/metrics", "{}"u8.ToArray(), "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"code":3,"message":"no \"such\" thing"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Text_that_was_not_asked_for_is_not_read_forever()
    {
        await using var small = await OtlpFixture.StartAsync(options => options.MaxRequestBytes = 2000);
        using var response = await small.PostAsync("/v1/logs", Encoding.UTF8.GetBytes("{" + new string(' ', 5000) + "}"), "application/json");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.StartsWith("""{"code":8""", await response.Content.ReadAsStringAsync());
    }
}
