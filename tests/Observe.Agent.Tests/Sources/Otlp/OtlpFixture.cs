using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Listen;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>The real server on free ports of loopback, and clients that say what they are told, byte by byte.</summary>
internal sealed class OtlpFixture : IAsyncDisposable
{
    public const string MetricsMethod = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private OtlpFixture(OtlpServer server, RecordingConsumer consumer, ConcurrentQueue<(string Signal, string Protocol, string Outcome)> counted)
    {
        (Server, Consumer, Counted) = (server, consumer, counted);
    }

    public OtlpServer Server { get; }

    public RecordingConsumer Consumer { get; }

    public ConcurrentQueue<(string Signal, string Protocol, string Outcome)> Counted { get; }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }) { Timeout = TimeSpan.FromSeconds(30) };

    public static async Task<OtlpFixture> StartAsync(
        Action<OtlpOptions>? configure = null, ILoggerFactory? logs = null, Func<IOtlpConsumer, IOtlpConsumer>? before = null)
    {
        var options = new OtlpOptions { Grpc = new ListenAddress("127.0.0.1", 0), Http = new ListenAddress("127.0.0.1", 0) };
        configure?.Invoke(options);
        var consumer = new RecordingConsumer();
        var counted = new ConcurrentQueue<(string, string, string)>();
        var server = await OtlpServer.StartAsync(
            options, _ => false, before?.Invoke(consumer) ?? consumer, (signal, protocol, outcome, _) => counted.Enqueue((signal, protocol, outcome)), logs ?? NullLoggerFactory.Instance, TimeProvider.System, default);
        return new OtlpFixture(server, consumer, counted);
    }

    public async Task<HttpResponseMessage> PostAsync(
        string path, byte[] body, string type = "application/x-protobuf", string? encoding = null, Action<HttpRequestMessage>? more = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await SendAsync(HttpMethod.Post, path, content, more);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server.Http!, path)) { Content = content };
        more?.Invoke(request);
        return await Client.SendAsync(request);
    }

    /// <summary>One gRPC call with that body, which is to be framed already.</summary>
    public async Task<GrpcReply> CallAsync(byte[] framed, string? encoding = null, string method = MetricsMethod, string type = "application/grpc", Action<HttpRequestMessage>? more = null)
    {
        using var request = GrpcRequest(new ByteArrayContent(framed), method, type);
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        more?.Invoke(request);
        using var response = await Client.SendAsync(request);
        return await GrpcReply.OfAsync(response);
    }

    public HttpRequestMessage GrpcRequest(HttpContent content, string method = MetricsMethod, string type = "application/grpc")
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Grpc!, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return request;
    }

    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>A field of protobuf that nobody knows, of any size: to the server bytes are bytes.</summary>
    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    public (OtlpSignal Signal, byte[] Request) TheOnlyRequest() => Assert.Single(Consumer.Received);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
