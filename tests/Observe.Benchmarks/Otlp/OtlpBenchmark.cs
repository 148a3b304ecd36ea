using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace Observe.Benchmarks.Otlp;

/// <summary>What a request costs the endpoints before anybody looks into it: CPU and allocations of the serving process alone.</summary>
internal sealed class OtlpBenchmark : IDisposable
{
    private const int Warm = 1000;
    private const int Requests = 2000;
    private const int Runs = 5;
    private const int AtATime = 4;

    private readonly System.Diagnostics.Process _server = System.Diagnostics.Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, "otlp-serve") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private readonly HttpClient _client = new();

    public static async Task RunAsync()
    {
        using var benchmark = new OtlpBenchmark();
        var addresses = (await benchmark._server.StandardOutput.ReadLineAsync())!.Split(' ');
        Console.WriteLine($"{"",-16} {"points",7} {"bytes",8} {"us CPU",8} {"bytes allocated",16}   a request, median of {Runs} times {Requests}");
        foreach (var points in new[] { 10, 1000 })
        {
            var message = OtlpPayload.Metrics(points);
            await benchmark.MeasureAsync("HTTP", points, message, () => Http(addresses[1], message, gzip: false));
            await benchmark.MeasureAsync("HTTP, gzip", points, message, () => Http(addresses[1], message, gzip: true));
            await benchmark.MeasureAsync("gRPC", points, message, () => Grpc(addresses[0], message, gzip: false));
            await benchmark.MeasureAsync("gRPC, gzip", points, message, () => Grpc(addresses[0], message, gzip: true));
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }

    private async Task MeasureAsync(string name, int points, byte[] message, Func<HttpRequestMessage> request)
    {
        await SendAsync(Warm, request);
        var cpu = new List<double>();
        var allocated = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var before = await AskAsync();
            await SendAsync(Requests, request);
            var after = await AskAsync();
            cpu.Add((after.Cpu - before.Cpu) / Requests);
            allocated.Add((after.Allocated - before.Allocated) / Requests);
        }

        cpu.Sort();
        allocated.Sort();
        Console.WriteLine($"{name,-16} {points,7} {message.Length,8} {cpu[Runs / 2],8:F0} {allocated[Runs / 2],16:F0}");
    }

    private Task SendAsync(int requests, Func<HttpRequestMessage> request)
    {
        var left = requests;
        return Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var message = request();
                using var response = await _client.SendAsync(message);
                await response.Content.CopyToAsync(Stream.Null);
                if (response.StatusCode != HttpStatusCode.OK || (message.Version.Major == 2 && response.TrailingHeaders.GetValues("grpc-status").Single() != "0"))
                {
                    throw new InvalidOperationException($"refused: {response}");
                }
            }
        })));
    }

    private async Task<(double Cpu, double Allocated)> AskAsync()
    {
        await _server.StandardInput.WriteLineAsync();
        await _server.StandardInput.FlushAsync();
        var answer = (await _server.StandardOutput.ReadLineAsync())!.Split(' ');
        return (double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    private static HttpRequestMessage Http(string address, byte[] message, bool gzip)
    {
        var content = new ByteArrayContent(gzip ? Gzip(message) : message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (gzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(address), "/v1/metrics")) { Content = content };
    }

    private static HttpRequestMessage Grpc(string address, byte[] message, bool gzip)
    {
        var body = gzip ? Gzip(message) : message;
        var frame = new byte[5 + body.Length];
        frame[0] = gzip ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame, 5);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(address), "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        if (gzip)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        return request;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }
}
