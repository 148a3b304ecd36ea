using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>OTLP over HTTP, asked by a plain client.</summary>
public sealed class HttpEndpointTests : IAsyncLifetime
{
    private static readonly byte[] SomeBytes = OtlpFixture.Bytes(20_000);

    private OtlpFixture _otlp = null!;

    public async Task InitializeAsync() => _otlp = await OtlpFixture.StartAsync();

    public async Task DisposeAsync() => await _otlp.DisposeAsync();

    [Theory]
    [InlineData("/v1/metrics", OtlpSignal.Metrics)]
    [InlineData("/v1/logs", OtlpSignal.Logs)]
    [InlineData("/v1/traces", OtlpSignal.Traces)]
    internal async Task The_path_says_which_signal_it_is(string path, OtlpSignal signal)
    {
        using var response = await _otlp.PostAsync(path, SomeBytes);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var (received, request) = _otlp.TheOnlyRequest();
        Assert.Equal(signal, received);
        Assert.Equal(SomeBytes, request);
    }

    [Fact]
    public async Task What_was_taken_whole_is_answered_with_an_empty_message_of_the_requests_type()
    {
        using var response = await _otlp.PostAsync("/v1/metrics", SomeBytes, "application/x-protobuf; charset=utf-8");

        Assert.Equal("application/x-protobuf", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(0, response.Content.Headers.ContentLength);
        Assert.Equal(("metrics", "http/protobuf", "accepted"), Assert.Single(_otlp.Counted));
    }

    [Fact]
    public async Task An_empty_body_is_a_request_with_nothing_in_it()
    {
        using var response = await _otlp.PostAsync("/v1/logs", []);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(_otlp.TheOnlyRequest().Request);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("GZIP", true)]
    [InlineData("identity", false)]
    public async Task Known_encodings_are_undone(string encoding, bool compressed)
    {
        using var response = await _otlp.PostAsync("/v1/traces", compressed ? OtlpFixture.Gzip(SomeBytes) : SomeBytes, encoding: encoding);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(SomeBytes, _otlp.TheOnlyRequest().Request);
    }

    [Fact]
    public async Task A_body_without_a_length_is_read_to_its_end()
    {
        using var content = new StreamContent(new MemoryStream(SomeBytes));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = await _otlp.SendAsync(HttpMethod.Post, "/v1/metrics", content, request => request.Headers.TransferEncodingChunked = true);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(SomeBytes, _otlp.TheOnlyRequest().Request);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Unknown_encodings_are_415_with_the_known_ones(string encoding)
    {
        using var response = await _otlp.PostAsync("/v1/metrics", SomeBytes, encoding: encoding);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("gzip, identity", response.Headers.GetValues("Accept-Encoding").Single());
        Assert.Equal("application/x-protobuf", response.Content.Headers.ContentType!.MediaType);
        Assert.Empty(_otlp.Consumer.Received);
        Assert.Equal(("metrics", "http/protobuf", "unsupported"), Assert.Single(_otlp.Counted));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/grpc")]
    [InlineData("application/x-protobuf-other")]
    [InlineData("application/json5")]
    public async Task Unknown_content_types_are_415_in_words(string type)
    {
        using var response = await _otlp.PostAsync("/v1/metrics", SomeBytes, type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json", await response.Content.ReadAsStringAsync());
        Assert.Equal(("metrics", "http", "unsupported"), Assert.Single(_otlp.Counted));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_405_with_the_one_that_is_allowed(string method)
    {
        using var response = await _otlp.SendAsync(new HttpMethod(method), "/v1/metrics", null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/metrics/")]
    [InlineData("/v1/profiles")]
    [InlineData("/V1/metrics")]
    public async Task Other_paths_are_404_in_words(string path)
    {
        using var response = await _otlp.PostAsync(path, SomeBytes, "text/plain");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("/v1/metrics", await response.Content.ReadAsStringAsync());
        Assert.Equal(("unknown", "http", "unsupported"), Assert.Single(_otlp.Counted));
    }

    [Fact]
    public async Task A_partial_success_has_the_count_and_the_reason()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(new OtlpOutcome(OtlpStatus.Accepted, 300, "too old"));
        using var response = await _otlp.PostAsync("/v1/logs", []);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([0x0a, 12, 0x08, 0xac, 0x02, 0x12, 7, .. "too old"u8], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(("logs", "http/protobuf", "partial"), Assert.Single(_otlp.Counted));
    }

    [Fact]
    public async Task What_is_malformed_is_400_with_a_status_message_in_the_requests_type()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(OtlpOutcome.Malformed("no \"such\" thing"));
        using var response = await _otlp.PostAsync("/v1/metrics", SomeBytes);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([0x08, 3, 0x12, 15, .. "no \"such\" thing"u8], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_cannot_be_taken_now_is_503_with_the_time_to_come_again()
    {
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(OtlpOutcome.Busy("the queue is full"));
        using var response = await _otlp.PostAsync("/v1/metrics", SomeBytes);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
        Assert.Equal("busy", Assert.Single(_otlp.Counted).Outcome);
    }

    [Fact]
    public async Task A_consumer_that_throws_is_500_and_the_next_request_is_taken()
    {
        _otlp.Consumer.Answer = _ => throw new InvalidOperationException("a secret of the inside");
        using var failed = await _otlp.PostAsync("/v1/metrics", SomeBytes);
        _otlp.Consumer.Answer = _ => ValueTask.FromResult(OtlpOutcome.Accepted);
        using var next = await _otlp.PostAsync("/v1/metrics", SomeBytes);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.DoesNotContain("secret", await failed.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData("not gzip at all", false)]
    [InlineData("cut off", true)]
    [InlineData("wrong checksum", true)]
    [InlineData("two members", true)]
    [InlineData("", false)]
    public async Task Broken_gzip_is_malformed(string how, bool real)
    {
        var body = real ? OtlpFixture.Gzip(SomeBytes) : Encoding.UTF8.GetBytes(how);
        if (how == "cut off")
        {
            body = body[..(body.Length / 2)];
        }
        else if (how == "two members")
        {
            body = [.. body, .. body];
        }
        else if (how == "wrong checksum")
        {
            body[^6] ^= 1;
        }

        using var response = await _otlp.PostAsync("/v1/metrics", body, encoding: "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("gzip", await response.Content.ReadAsStringAsync());
        Assert.Empty(_otlp.Consumer.Received);
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_the_consumer()
    {
        var cancelled = new TaskCompletionSource();
        _otlp.Consumer.Answer = async cancellation =>
        {
            await using var registration = cancellation.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancellation);
            return OtlpOutcome.Accepted;
        };
        using var gone = new CancellationTokenSource();
        using var content = new ByteArrayContent(SomeBytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        var asking = _otlp.Client.PostAsync(new Uri(_otlp.Server.Http!, "/v1/metrics"), content, gone.Token);
        await Waiting.UntilAsync(() => _otlp.Consumer.Received.Count == 1);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Waiting.UntilAsync(() => _otlp.Counted.Any(c => c.Outcome == "canceled"));
    }

    [Fact]
    public async Task It_does_not_say_what_serves_it()
    {
        using var response = await _otlp.PostAsync("/v1/metrics", SomeBytes);
        Assert.False(response.Headers.Contains("Server"));
    }
}
