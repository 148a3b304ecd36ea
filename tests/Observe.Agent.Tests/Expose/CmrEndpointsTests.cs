using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Activity;
using Observe.Agent.Expose;
using Observe.Agent.Listen;

namespace Observe.Agent.Tests.Expose;

public sealed class CmrEndpointsTests : IAsyncLifetime
{
    private readonly CmrModel _model = new(new CmrOptions(), TimeProvider.System);
    private AgentServer _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await AgentServer.StartAsync(
            new ListenAddress("127.0.0.1", 0), new HttpOptions(), NullLoggerFactory.Instance, routes => CmrEndpoints.Map(routes, _model), CancellationToken.None);
        _client = new HttpClient { BaseAddress = _server.Address };
        Take("good", 0.01);
        Take("bad", 5);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_report_has_its_shape_and_the_system_is_as_well_as_the_worst()
    {
        var report = await ReportAsync("/api/cmr/report");

        Assert.True(report.GetProperty("timestamp").GetDateTimeOffset() > DateTimeOffset.UnixEpoch.AddYears(50));
        Assert.Equal("red", report.GetProperty("system_health").GetProperty("status").GetString());
        Assert.Equal(["capture", "buffer", "retrieval", "reconstruction"], report.GetProperty("component_status").EnumerateObject().Select(c => c.Name));
        Assert.Equal("unknown", report.GetProperty("component_status").GetProperty("buffer").GetProperty("status").GetString());
        Assert.False(report.GetProperty("component_status").GetProperty("buffer").TryGetProperty("score", out _));
        var good = report.GetProperty("performance_metrics").GetProperty("good");
        Assert.Equal(10, good.GetProperty("metrics").GetProperty("captures").GetInt64());
        Assert.Equal(0.01, good.GetProperty("metrics").GetProperty("avg_capture_time").GetDouble(), 9);
        Assert.False(good.GetProperty("metrics").TryGetProperty("reconstruction_quality", out _));
        Assert.Equal(3, Assert.Single(good.GetProperty("layers").EnumerateArray()).GetProperty("layer").GetInt32());
    }

    [Fact]
    public async Task One_app_alone_can_be_asked_for()
    {
        var report = await ReportAsync("/api/cmr/report?source=good");

        Assert.Equal("green", report.GetProperty("system_health").GetProperty("status").GetString());
        Assert.Equal("good", Assert.Single(report.GetProperty("performance_metrics").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("/api/cmr/report?source=other", HttpStatusCode.NotFound, "source: nothing is known of it; there is bad, good\n")]
    [InlineData("/api/cmr/report?sorce=good", HttpStatusCode.BadRequest, "unknown parameter; there is source\n")]
    [InlineData("/api/cmr/export?what=all", HttpStatusCode.BadRequest, "what: expected one of series, components, errors\n")]
    [InlineData("/api/cmr/export?wat=series", HttpStatusCode.BadRequest, "what: expected one of series, components, errors\n")]
    public async Task What_cannot_be_answered_is_told(string path, HttpStatusCode status, string text)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((status, text), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("", "timestamp,source,health_score,")]
    [InlineData("?what=series", "timestamp,source,health_score,")]
    [InlineData("?what=components", "timestamp,source,component,score,status,reasons\r\n")]
    [InlineData("?what=errors", "timestamp,source,component,errors\r\n")]
    public async Task Exports_are_CSV(string query, string begin)
    {
        using var answer = await _client.GetAsync(new Uri("/api/cmr/export" + query, UriKind.Relative));

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith(begin, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> ReportAsync(string path)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(new Uri(path, UriKind.Relative)));
        return json.RootElement.Clone();
    }

    private void Take(string app, double seconds)
    {
        var activity = new CmrActivity();
        activity.Layer(3)!.CaptureTimes.Add(seconds, 10);
        _model.Take(app, activity);
    }
}
