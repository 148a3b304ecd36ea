using System.Net;
using System.Text;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>OTLP over gRPC, asked by a client that frames by itself.</summary>
public sealed class GrpcEndpointTests : IAsyncLifetime
{
    private static readonly byte[] SomeBytes = OtlpFixture.Bytes(200_000);

    private OtlpFixture _otlp = null!;

    public async Task InitializeAsync() => _otlp = await OtlpFixture.StartAsync();

    public async Task DisposeAsync() => await _otlp.DisposeAsync();

    [Theory]
    [InlineData("metrics.v1.MetricsService", OtlpSignal.Metrics)]
    [InlineData("logs.v1.LogsService", OtlpSignal.Logs)]
    [InlineData("trace.v1.TraceService", OtlpSignal.Traces)]
    internal async Task The_method_says_which_signal_it_is(string service, OtlpSignal signal)
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes), method: $"/opentelemetry.proto.collector.{service}/Export");

        Assert.Equal(HttpStatusCode.OK, reply.Http);
        var (received, request) = _otlp.TheOnlyRequest();
        Assert.Equal(signal, received);
        Assert.Equal(SomeBytes, request);
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;x=y")]
    public async Task Success_is_one_empty_frame_and_the_status_in_the_trailers(string type)
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes), type: type);

        Assert.Equal("application/grpc", reply.Type);
        Assert.Equal("0", reply.Status);
        Assert.True(reply.InTrailers);
        Assert.Equal(new byte[5], reply.Body);
        Assert.Equal(("metrics", "grpc", "accepted"), Assert.Single(_otlp.Counted));
    }

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 0)]
    [InlineData("identity", 0)]
    public async Task The_flag_of_the_message_says_whether_it_is_compressed(string encoding, byte flag)
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(flag == 1 ? OtlpFixture.Gzip(SomeBytes) : SomeBytes, flag), encoding);

        Assert.Equal("0", reply.Status);
        Assert.Equal(SomeBytes, _otlp.TheOnlyRequest().Request);
    }

    [Fact]
    public async Task An_unknown_encoding_is_unimplemented_with_the_known_ones()
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes, 1), "snappy");

        Assert.Equal(HttpStatusCode.OK, reply.Http);
        Assert.Equal("12", reply.Status);
        Assert.Equal("gzip,identity", reply.AcceptEncoding);
        Assert.Empty(reply.Body);
    }

    [Theory]
    [InlineData("/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export")]
    [InlineData("/opentelemetry.proto.collector.metrics.v1.MetricsService/Import")]
    [InlineData("/")]
    public async Task Unknown_methods_are_unimplemented(string method)
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes), method: method);

        Assert.Equal("12", reply.Status);
        Assert.Equal(("unknown", "grpc", "unsupported"), Assert.Single(_otlp.Counted));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-protobuf")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc+json")]
    public async Task What_is_no_gRPC_is_415_without_a_status_of_gRPC(string type)
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes), type: type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.Http);
        Assert.Null(reply.Status);
    }

    [Fact]
    public async Task HTTP_1_is_told_what_this_is()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _otlp.Server.Grpc!.Port);
        await client.GetStream().WriteAsync("POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.StartsWith("HTTP/1.1 400", answer);
        Assert.Contains("HTTP/2", answer);
    }

    [Fact]
    public async Task A_partial_success_has_the_count_and_the_reason()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(new OtlpOutcome(OtlpStatus.Accepted, 3, "oops!"));
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes));

        Assert.Equal("0", reply.Status);
        Assert.Equal([0, 0, 0, 0, 11, 0x0a, 9, 0x08, 3, 0x12, 5, .. "oops!"u8], reply.Body);
    }

    [Fact]
    public async Task What_is_malformed_is_an_invalid_argument_in_headers_alone()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(OtlpOutcome.Malformed("100 % wrong: ümlaut\n"));
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes));

        Assert.Equal("3", reply.Status);
        Assert.False(reply.InTrailers);
        Assert.Equal("100 %25 wrong: %C3%BCmlaut%0A", reply.Message);
        Assert.Empty(reply.Body);
        Assert.Null(reply.Details);
    }

    [Fact]
    public async Task What_cannot_be_taken_now_is_unavailable_with_the_time_to_come_again()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(OtlpOutcome.Busy("full"));
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes));

        Assert.Equal("14", reply.Status);
        Assert.True(reply.InTrailers);
        var details = Convert.FromBase64String(reply.Details!);
        byte[] retryInfo = [0x0a, 40, .. "type.googleapis.com/google.rpc.RetryInfo"u8, 0x12, 4, 0x0a, 2, 0x08, 1];
        Assert.Equal([0x08, 14, 0x12, 4, .. "full"u8, 0x1a, (byte)retryInfo.Length, .. retryInfo], details);
    }

    [Fact]
    public async Task A_consumer_that_throws_is_an_internal_error_and_the_next_request_is_taken()
    {
        _otlp.Consumer.Answer = _ => throw new InvalidOperationException("a secret of the inside");
        var failed = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes));
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(OtlpOutcome.Accepted);
        var next = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes));

        Assert.Equal("13", failed.Status);
        Assert.DoesNotContain("secret", failed.Message);
        Assert.Equal("0", next.Status);
    }

    [Theory]
    [InlineData("", "13")]
    [InlineData("000000", "13")]
    [InlineData("0000000002aa", "13")]
    [InlineData("0000000001aabb", "13")]
    [InlineData("0000000001aa0000000001aa", "13")]
    [InlineData("0200000001aa", "13")]
    [InlineData("0100000001aa", "13")]
    [InlineData("00ffffffffaa", "8")]
    public async Task Broken_frames_are_refused_and_not_to_be_sent_again(string hex, string status)
    {
        var reply = await _otlp.CallAsync(Convert.FromHexString(hex));

        Assert.Equal(status, reply.Status);
        Assert.Null(reply.Details);
        Assert.Empty(_otlp.Consumer.Received);
    }

    [Fact]
    public async Task Broken_gzip_is_an_invalid_argument()
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(OtlpFixture.Gzip(SomeBytes).AsSpan(0, 1000), 1), "gzip");

        Assert.Equal("3", reply.Status);
        Assert.Empty(_otlp.Consumer.Received);
    }

    [Fact]
    public async Task The_deadline_of_the_client_is_kept()
    {
        _otlp.Consumer.Answer = async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return OtlpOutcome.Accepted;
        };
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes), more: request => request.Headers.Add("grpc-timeout", "300m"));

        Assert.Equal("4", reply.Status);
        Assert.Equal("late", Assert.Single(_otlp.Counted).Outcome);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("S")]
    [InlineData("123456789S")]
    [InlineData("-1S")]
    [InlineData("1x")]
    public async Task A_deadline_that_is_none_is_refused(string timeout)
    {
        var reply = await _otlp.CallAsync(OtlpFixture.Frame(SomeBytes), more: request => request.Headers.Add("grpc-timeout", timeout));
        Assert.Equal("13", reply.Status);
    }

    [Fact]
    public async Task Many_calls_at_a_time_share_a_connection()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _otlp.CallAsync(OtlpFixture.Frame(OtlpFixture.Bytes(i * 500)))));

        Assert.All(replies, reply => Assert.Equal("0", reply.Status));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i * 500), _otlp.Consumer.Received.Select(r => r.Request.Length).Order());
    }
}
