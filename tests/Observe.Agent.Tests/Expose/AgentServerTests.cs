using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Expose;
using Observe.Agent.Hosting;
using Observe.Agent.Hosting.Log;
using Observe.Agent.Listen;

namespace Observe.Agent.Tests.Expose;

/// <summary>The real server on a free port of loopback.</summary>
public sealed class AgentServerTests : IAsyncLifetime
{
    private readonly Readiness _readiness = new();
    private AgentServer _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync(new ListenAddress("127.0.0.1", 0));
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_tells_that_it_is_alive_even_when_it_is_not_ready()
    {
        _readiness.Set("store", "the disk is full");
        _readiness.Set("tail", "first scan");

        Assert.Equal("alive\n", await _client.GetStringAsync(Path("/healthz")));
        using var response = await _client.GetAsync(Path("/readyz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("store: the disk is full\ntail: first scan\n", await response.Content.ReadAsStringAsync());

        _readiness.Clear("store");
        _readiness.Clear("tail");
        Assert.Equal("ready\n", await _client.GetStringAsync(Path("/readyz")));
    }

    [Fact]
    public async Task The_page_links_the_endpoints_and_shows_what_runs_with_nothing_unescaped()
    {
        using var response = await _client.GetAsync(Path("/"));
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.All(["/metrics", "/healthz", "/readyz"], link => Assert.Contains($"<a href=\"{link}\">", html));
        Assert.Contains("1.2.3", html);
        Assert.Contains("/data/&lt;script&gt;", html);
        Assert.Contains("/etc/observe.json", html);
        Assert.Contains("a&amp;b/*.log", html);
        Assert.DoesNotContain("<script", html);

        // What the page tells people to ask for is what the endpoint takes.
        Assert.Contains(LogQueryText.Names, name => html.Contains($"<code>?{name}=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task HEAD_answers_as_GET_without_the_body(string path)
    {
        using var get = await _client.GetAsync(Path(path));
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Path(path)));

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("POST", "/readyz")]
    [InlineData("DELETE", "/healthz")]
    [InlineData("PUT", "/elsewhere")]
    public async Task Other_methods_are_refused_with_those_that_are_allowed(string method, string path)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), Path(path)));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("GET, HEAD", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/healthz/more")]
    [InlineData("POST", "/nowhere")]
    public async Task Unknown_paths_are_404_in_plain_text(string method, string path)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), Path(path)));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Not found. There is /, /elsewhere, /healthz, /readyz.\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path("/healthz"));
        request.Headers.Add("X-Long", new string('x', 20_000));
        using var response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_client_that_does_not_finish_its_headers_is_cut_off()
    {
        await using var server = await StartAsync(new ListenAddress("127.0.0.1", 0), new HttpOptions { HeadersTimeout = TimeSpan.FromSeconds(1) });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await client.GetStream().WriteAsync("GET /healthz HTTP/1.1\r\nHost: x\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);

        Assert.StartsWith("HTTP/1.1 408", await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task It_does_not_say_what_serves_it()
    {
        using var response = await _client.GetAsync(Path("/healthz"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_taken_port_is_one_message_with_the_address_and_the_way_out()
    {
        using var said = new StringWriter();
        using var log = AgentLog.Create(new LogOptions { Level = LogThreshold.Debug }, said, TimeProvider.System, colours: false);
        var taken = new ListenAddress("127.0.0.1", _server.Address.Port);
        var refused = await Assert.ThrowsAsync<ListenException>(() => AgentServer.StartAsync(taken, new(), log, _ => { }, default));

        Assert.Contains(taken.ToString(), refused.Message);
        Assert.Contains("taken", refused.Message);
        Assert.Contains("--listen", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.DoesNotContain("error", said.ToString());
    }

    [Theory]
    [InlineData("192.0.2.1", "no such address")]
    [InlineData("name.invalid", "has no address")]
    public async Task An_address_of_another_machine_is_told_as_that(string host, string why)
    {
        var refused = await Assert.ThrowsAsync<ListenException>(() => StartAsync(new ListenAddress(host, 0)));
        Assert.Contains(why, refused.Message);
        Assert.Contains("--listen", refused.Message);
    }

    [Fact]
    public async Task Every_interface_can_be_listened_on()
    {
        await using var server = await StartAsync(new ListenAddress("0.0.0.0", 0));
        Assert.Equal("alive", (await _client.GetStringAsync(new Uri($"http://127.0.0.1:{server.Address.Port}/healthz"))).Trim());
    }

    [Fact]
    public async Task Once_stopped_it_answers_no_more()
    {
        var server = await StartAsync(new ListenAddress("localhost", 0));
        var address = server.Address;
        await server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(new Uri(address, "/healthz")));
    }

    private Task<AgentServer> StartAsync(ListenAddress listen, HttpOptions? options = null) =>
        AgentServer.StartAsync(listen, options ?? new(), NullLoggerFactory.Instance, routes =>
        {
            HttpEndpoints.Map(routes, _readiness, new StatusPage("1.2.3", "/data/<script>", "/etc/observe.json", ["a&b/*.log"]));
            routes.Map("/elsewhere", context => context.Response.WriteAsync("x")).WithMetadata(HttpEndpoints.ReadOnly);
        }, default);

    private static Uri Path(string path) => new(path, UriKind.Relative);
}
