using System.Net;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>Web pages push only where their origin is named.</summary>
public class CrossOriginTests
{
    [Fact]
    public async Task By_default_no_page_is_let_in()
    {
        await using var otlp = await OtlpFixture.StartAsync();
        using var preflight = await AskAsync(otlp, "https://app.example");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, preflight.StatusCode);
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("https://app.example", "https://app.example", true)]
    [InlineData("*", "https://whoever.example", true)]
    [InlineData("https://app.example", "https://app.example.evil", false)]
    [InlineData("https://app.example", "http://app.example", false)]
    public async Task A_named_origin_may_push(string named, string origin, bool allowed)
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.CorsOrigins = [named]);
        using var preflight = await AskAsync(otlp, origin);
        using var push = await otlp.PostAsync("/v1/traces", [], more: request => request.Headers.Add("Origin", origin));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        foreach (var response in new[] { preflight, push })
        {
            Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values));
            Assert.Equal(allowed ? [origin] : [], values ?? []);
            Assert.Contains("Origin", response.Headers.Vary);
        }

        Assert.Contains("content-type", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.Equal("POST", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
    }

    private static Task<HttpResponseMessage> AskAsync(OtlpFixture otlp, string origin) => otlp.SendAsync(HttpMethod.Options, "/v1/traces", null, request =>
    {
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
    });
}
