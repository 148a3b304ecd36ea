using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Observe.Agent.Hosting.Log;
using Observe.Agent.Listen;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>Only those who prove who they are can push, where that is asked for.</summary>
public sealed class OtlpSecurityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, false)]
    [InlineData("Bearer first", true)]
    [InlineData("bearer second", true)]
    [InlineData("Bearer  from-file ", true)]
    [InlineData("Bearer fir", false)]
    [InlineData("Bearer firstfirst", false)]
    [InlineData("Bearer FIRST", false)]
    [InlineData("Bearer ", false)]
    [InlineData("Bearer # comment", false)]
    [InlineData("Basic first", false)]
    [InlineData("first", false)]
    public async Task Only_requests_with_one_of_the_tokens_are_taken(string? authorization, bool taken)
    {
        await using var otlp = await OtlpFixture.StartAsync(options =>
        {
            options.BearerTokens = ["first", "second"];
            options.BearerTokenFile = _folder.Write("tokens", "# comment\n\nfrom-file\n");
        });
        void Authorize(HttpRequestMessage request)
        {
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }
        }

        using var http = await otlp.PostAsync("/v1/metrics", [], more: Authorize);
        var grpc = await otlp.CallAsync(OtlpFixture.Frame([]), more: Authorize);

        Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, http.StatusCode);
        Assert.Equal(taken ? "0" : "16", grpc.Status);
        Assert.Equal(taken ? 2 : 0, otlp.Consumer.Received.Count);
        Assert.Equal(taken ? [] : ["Bearer"], http.Headers.WwwAuthenticate.Select(h => h.Scheme));
    }

    [Fact]
    public async Task Changed_tokens_are_in_force_within_seconds_and_an_emptied_file_changes_nothing()
    {
        var path = _folder.Write("tokens", "old\n");
        await using var otlp = await OtlpFixture.StartAsync(options => options.BearerTokenFile = path);
        Assert.True(await IsTakenAsync("old"));

        File.WriteAllText(path, "new\n");
        await UntilAsync(() => IsTakenAsync("new"));
        Assert.False(await IsTakenAsync("old"));

        File.WriteAllText(path, "");
        await Task.Delay(1200);
        Assert.True(await IsTakenAsync("new"));

        async Task<bool> IsTakenAsync(string token)
        {
            using var response = await otlp.PostAsync("/v1/metrics", [], more: r => r.Headers.Authorization = new("Bearer", token));
            return response.StatusCode == HttpStatusCode.OK;
        }
    }

    [Theory]
    [InlineData("otlp.bearerTokenFile", null)]
    [InlineData("otlp.bearerTokenFile", "# nothing but this\n")]
    [InlineData("otlp.tls.certificate", null)]
    [InlineData("otlp.tls.certificate", "no PEM")]
    public async Task A_file_that_cannot_be_used_ends_the_start_with_its_key(string key, string? text)
    {
        var path = text is null ? _folder["missing"] : _folder.Write("file", text);
        var refused = await Assert.ThrowsAsync<ListenException>(() => OtlpFixture.StartAsync(options =>
        {
            if (key == "otlp.bearerTokenFile")
            {
                options.BearerTokenFile = path;
            }
            else
            {
                options.Tls.Certificate = path;
                options.Tls.Key = _folder.Write("key", "no PEM");
            }
        }));

        Assert.StartsWith($"{key}: {path}", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Both_endpoints_are_encrypted_with_the_certificate_that_is_given()
    {
        using var pki = new TestAuthority(_folder);
        await using var otlp = await OtlpFixture.StartAsync(options => pki.Serve(options.Tls, "server"));
        using var client = pki.NewClient();

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(new Uri(otlp.Server.Http!, "/v1/metrics"), Protobuf())).StatusCode);
        using var call = otlp.GrpcRequest(new ByteArrayContent(OtlpFixture.Frame([])));
        var reply = await GrpcReply.OfAsync(await client.SendAsync(call));
        Assert.Equal("0", reply.Status);
        Assert.Equal("https", otlp.Server.Grpc!.Scheme);
    }

    [Fact]
    public async Task With_an_authority_for_clients_only_those_with_its_certificate_get_in()
    {
        using var pki = new TestAuthority(_folder);
        using var others = new TestAuthority(_folder, "others");
        await using var otlp = await OtlpFixture.StartAsync(options =>
        {
            pki.Serve(options.Tls, "server");
            options.Tls.ClientCa = pki.Path;
        });
        using var known = pki.NewClient(pki.Issue("client"));
        using var nobody = pki.NewClient();
        using var stranger = pki.NewClient(others.Issue("client"));
        var address = new Uri(otlp.Server.Http!, "/v1/metrics");

        Assert.Equal(HttpStatusCode.OK, (await known.PostAsync(address, Protobuf())).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => nobody.PostAsync(address, Protobuf()));
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.PostAsync(address, Protobuf()));
        Assert.Single(otlp.Consumer.Received);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_to_new_connections_and_a_broken_one_is_not()
    {
        using var pki = new TestAuthority(_folder);
        using var said = new StringWriter();
        using var log = AgentLog.Create(new LogOptions(), said, TimeProvider.System, colours: false);
        await using var otlp = await OtlpFixture.StartAsync(options => pki.Serve(options.Tls, "server"), log);
        var first = await ShownAsync();

        using var renewed = pki.Issue("server");
        await UntilAsync(async () => await ShownAsync() == renewed.Thumbprint);
        Assert.NotEqual(first, renewed.Thumbprint);

        File.WriteAllText(_folder["server.key"], "broken");
        await UntilAsync(async () => await ShownAsync() == renewed.Thumbprint && said.ToString().Contains("stays in force", StringComparison.Ordinal));

        async Task<string> ShownAsync()
        {
            string? shown = null;
            using var handler = new SocketsHttpHandler();
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = ((X509Certificate2)certificate!).Thumbprint).Length > 0;
            using var client = new HttpClient(handler);
            using var response = await client.PostAsync(new Uri(otlp.Server.Http!, "/v1/metrics"), Protobuf());
            return shown!;
        }
    }

    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("127.0.0.1", false)]
    public async Task Tokens_over_the_network_in_clear_text_are_warned_of(string host, bool warned)
    {
        using var said = new StringWriter();
        using var log = AgentLog.Create(new LogOptions(), said, TimeProvider.System, colours: false);
        await using var otlp = await OtlpFixture.StartAsync(
            options =>
            {
                options.Http = new ListenAddress(host, 0);
                options.BearerTokens = ["secret"];
            },
            log);

        Assert.Equal(warned, said.ToString().Contains("clear text", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", said.ToString());
    }

    [Fact]
    public async Task Without_encryption_a_client_that_wants_it_is_not_answered()
    {
        await using var otlp = await OtlpFixture.StartAsync();
        using var client = new HttpClient();
        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(new UriBuilder(otlp.Server.Http!) { Scheme = "https", Path = "/v1/metrics" }.Uri, Protobuf()));
        Assert.True(failed.InnerException is AuthenticationException or IOException, failed.ToString());
    }

    private static ByteArrayContent Protobuf() => new([]) { Headers = { ContentType = new("application/x-protobuf") } };

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; !await holds(); i++)
        {
            Assert.True(i < 100, "waited in vain");
            await Task.Delay(100);
        }
    }
}
