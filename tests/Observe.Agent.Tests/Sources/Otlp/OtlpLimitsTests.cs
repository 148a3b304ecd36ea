using System.Net;
using System.Net.Sockets;
using System.Text;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>Clients that send too much, too slowly, without end, or too many at a time.</summary>
public class OtlpLimitsTests
{
    private const int Limit = 100_000;

    private static readonly byte[] Fits = OtlpFixture.Bytes(Limit);
    private static readonly byte[] TooLarge = OtlpFixture.Bytes(Limit + 1);
    private static readonly byte[] Bomb = OtlpFixture.Gzip(new byte[50 * 1024 * 1024]);

    private static Task<OtlpFixture> SmallAsync() => OtlpFixture.StartAsync(options => options.MaxRequestBytes = Limit);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_limit_is_the_last_size_that_is_taken(bool compressed)
    {
        await using var otlp = await SmallAsync();
        byte[] Body(byte[] bytes) => compressed ? OtlpFixture.Gzip(bytes) : bytes;
        byte[] Message(byte[] bytes) => OtlpFixture.Frame(Body(bytes), compressed ? (byte)1 : (byte)0);
        var encoding = compressed ? "gzip" : "identity";

        using var fits = await otlp.PostAsync("/v1/metrics", Body(Fits), encoding: encoding);
        using var tooLarge = await otlp.PostAsync("/v1/metrics", Body(TooLarge), encoding: encoding);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge), (fits.StatusCode, tooLarge.StatusCode));
        Assert.Null(tooLarge.Headers.RetryAfter);
        Assert.Contains("otlp.maxRequestBytes", await tooLarge.Content.ReadAsStringAsync());

        Assert.Equal("0", (await otlp.CallAsync(Message(Fits), encoding)).Status);
        var refused = await otlp.CallAsync(Message(TooLarge), encoding);
        Assert.Equal("8", refused.Status);
        Assert.Null(refused.Details);
        Assert.Equal(2, otlp.Consumer.Received.Count);
    }

    [Theory]
    [InlineData("application/x-protobuf")]
    [InlineData("application/json")]
    public async Task A_gzip_bomb_is_given_up_at_the_limit(string type)
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.MaxRequestBytes = 1024 * 1024);
        Assert.True(Bomb.Length < 1024 * 1024, "it must be small enough to come in");

        using var http = await otlp.PostAsync("/v1/logs", Bomb, type, "gzip");
        var grpc = await otlp.CallAsync(OtlpFixture.Frame(Bomb, 1), "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, http.StatusCode);
        Assert.Equal("8", grpc.Status);
        Assert.All(otlp.Counted, c => Assert.Equal("too_large", c.Outcome));
    }

    [Fact]
    public async Task A_gzip_bomb_that_lies_about_its_size_is_given_up_at_the_lie()
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.MaxRequestBytes = 1024 * 1024);
        byte[] liar = [.. Bomb.AsSpan(0, Bomb.Length - 4), 0, 16, 0, 0];
        using var response = await otlp.PostAsync("/v1/logs", liar, encoding: "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_body_without_end_is_answered_at_the_limit_and_cut_off()
    {
        await using var otlp = await SmallAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, otlp.Server.Http!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
        var answer = new StreamReader(stream, Encoding.ASCII).ReadLineAsync();
        var sent = 0L;
        try
        {
            byte[] chunk = [.. "2000\r\n"u8, .. new byte[0x2000], .. "\r\n"u8];
            for (; sent < 500_000_000; sent += chunk.Length)
            {
                await stream.WriteAsync(chunk).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            }
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }

        Assert.InRange(sent, Limit, 100_000_000);
        Assert.Contains("413", await answer);
    }

    [Fact]
    public async Task A_call_without_end_is_refused_after_its_first_message()
    {
        await using var otlp = await SmallAsync();
        using var request = otlp.GrpcRequest(new EndlessContent(OtlpFixture.Frame([0x0a, 0])));
        using var response = await otlp.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("13", response.Headers.GetValues("grpc-status").Single());
        Assert.Empty(otlp.Consumer.Received);
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_given_up()
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.BodyTimeout = TimeSpan.FromSeconds(1));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, otlp.Server.Http!.Port);
        await client.GetStream().WriteAsync("POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000\r\n\r\nbegin"u8.ToArray());
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var http = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        using var slow = new SlowContent();
        using var request = otlp.GrpcRequest(slow);
        using var grpc = await otlp.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.StartsWith("HTTP/1.1 408", http);
        Assert.Equal("4", grpc.Headers.GetValues("grpc-status").Single());
        Assert.All(otlp.Counted, c => Assert.Equal("late", c.Outcome));
    }

    [Fact]
    public async Task Requests_over_the_number_that_may_be_under_way_are_to_come_again()
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.MaxRequests = 2);
        var release = new TaskCompletionSource<OtlpOutcome>();
        otlp.Consumer.Answer = _ => new(release.Task);
        var first = otlp.PostAsync("/v1/metrics", []);
        var second = otlp.CallAsync(OtlpFixture.Frame([]));
        await Waiting.UntilAsync(() => otlp.Consumer.Received.Count == 2);

        using var third = await otlp.PostAsync("/v1/metrics", []);
        var fourth = await otlp.CallAsync(OtlpFixture.Frame([]));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "14"), (third.StatusCode, fourth.Status));
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.NotNull(fourth.Details);

        release.SetResult(OtlpOutcome.Accepted);
        Assert.Equal((HttpStatusCode.OK, "0"), ((await first).StatusCode, (await second).Status));
        Assert.Equal("0", (await otlp.CallAsync(OtlpFixture.Frame([]))).Status);
    }

    [Fact]
    public async Task Bodies_over_the_memory_for_them_are_to_come_again()
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.MaxBodyMemoryBytes = 1024 * 1024);
        var release = new TaskCompletionSource<OtlpOutcome>();
        otlp.Consumer.Answer = _ => new(release.Task);
        var body = OtlpFixture.Bytes(500_000);
        var first = otlp.PostAsync("/v1/metrics", body);
        await Waiting.UntilAsync(() => otlp.Consumer.Received.Count == 1);
        var second = otlp.PostAsync("/v1/metrics", body);
        await Waiting.UntilAsync(() => otlp.Consumer.Received.Count == 2);

        using var third = await otlp.PostAsync("/v1/metrics", body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.StatusCode);
        Assert.Equal("14", (await otlp.CallAsync(OtlpFixture.Frame(body))).Status);

        release.SetResult(OtlpOutcome.Accepted);
        Assert.All(await Task.WhenAll(first, second), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        for (var i = 0; i < 20; i++)
        {
            using var again = await otlp.PostAsync("/v1/metrics", OtlpFixture.Gzip(body.AsSpan(0, 300_000)), encoding: "gzip");
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }
    }

    [Fact]
    public async Task Connections_over_their_number_are_closed_and_those_that_end_make_room()
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.MaxConnections = 3);
        var idle = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            idle.Add(new TcpClient());
            await idle[i].ConnectAsync(IPAddress.Loopback, i == 0 ? otlp.Server.Grpc!.Port : otlp.Server.Http!.Port);
        }

        await Task.Delay(200);
        await Assert.ThrowsAsync<HttpRequestException>(() => otlp.PostAsync("/v1/metrics", []));
        idle.ForEach(client => client.Dispose());
        await Task.Delay(200);
        using var response = await otlp.PostAsync("/v1/metrics", []);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using var otlp = await OtlpFixture.StartAsync();
        using var response = await otlp.PostAsync("/v1/metrics", [], more: request => request.Headers.Add("X-Long", new string('x', 20_000)));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_connection_without_a_request_is_closed_after_its_time()
    {
        await using var otlp = await OtlpFixture.StartAsync(options => options.KeepAliveTimeout = TimeSpan.FromSeconds(1));
        foreach (var port in new[] { otlp.Server.Grpc!.Port, otlp.Server.Http!.Port })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            using var rest = new MemoryStream();
            await client.GetStream().CopyToAsync(rest).WaitAsync(TimeSpan.FromSeconds(20));
        }
    }
}
