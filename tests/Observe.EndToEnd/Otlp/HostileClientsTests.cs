using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Diagnostics;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Otlp;

/// <summary>The running agent under clients that mean it ill: its memory stays bounded and others are served.</summary>
public sealed class HostileClientsTests : IDisposable
{
    private const int IdleConnections = 10_000;

    private readonly TempDirectory _home = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly int _grpc = FreePort.Find();
    private readonly int _http = FreePort.Find();

    public void Dispose()
    {
        _client.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Ten_thousand_idle_connections_cost_bounded_memory_and_others_are_served()
    {
        using var agent = await ServeAsync();
        await PushAsync();
        var before = Megabytes(agent, "VmRSS");
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < IdleConnections; i++)
            {
                idle.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                await idle[i].ConnectAsync(IPAddress.Loopback, i % 2 == 0 ? _http : _grpc);
            }

            var clock = Stopwatch.StartNew();
            await PushAsync();
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"a push took {clock.Elapsed} beside the idle ones");
            Assert.NotEmpty(await agent.TextAsync("/healthz"));
            var after = Megabytes(agent, "VmRSS");
            Assert.True(after - before < 250, $"{IdleConnections} idle connections took {before} MB to {after} MB");
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }

        await PushAsync();
    }

    [Fact]
    public async Task Gzip_bombs_and_endless_bodies_at_the_same_time_cost_bounded_memory()
    {
        using var agent = await ServeAsync(("OBSERVE__OTLP__MAXBODYMEMORYBYTES", "128MiB"));
        await PushAsync();
        var before = Megabytes(agent, "VmRSS");
        var bomb = Bomb(500_000_000);
        Assert.True(bomb.Length < 5_000_000);
        var bombs = Enumerable.Range(0, 20).Select(_ => BombAsync(bomb));
        var endless = Enumerable.Range(0, 10).Select(_ => EndlessAsync());
        var statuses = await Task.WhenAll(bombs).WaitAsync(TimeSpan.FromMinutes(1));
        await Task.WhenAll(endless).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.ServiceUnavailable, $"{status}"));
        Assert.Contains(HttpStatusCode.RequestEntityTooLarge, statuses);
        var most = Megabytes(agent, "VmHWM");
        Assert.True(most - before < 350, $"128 MiB for bodies became {before} MB to {most} MB");
        await PushAsync();
    }

    private async Task<RunningAgent> ServeAsync(params (string Name, string Value)[] settings)
    {
        var program = settings.Append(("OBSERVE__OTLP__GRPC", $":{_grpc}")).Append(("OBSERVE__OTLP__HTTP", $":{_http}"))
            .Aggregate(new AgentProgram(_home), (agent, setting) => agent.With(setting.Item1, setting.Item2));
        return await program.ServeAsync([_home["logs/*.log"]]);
    }

    private async Task PushAsync()
    {
        using var response = await PostAsync([], null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<HttpStatusCode> BombAsync(byte[] bomb)
    {
        using var response = await PostAsync(bomb, "gzip");
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string? encoding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await _client.PostAsync(new Uri($"http://127.0.0.1:{_http}/v1/metrics"), content);
    }

    private async Task EndlessAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _http);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /v1/logs HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
        byte[] chunk = [.. "10000\r\n"u8, .. new byte[0x10000], .. "\r\n"u8];
        try
        {
            for (var sent = 0; sent < 4000; sent++)
            {
                await stream.WriteAsync(chunk);
            }

            Assert.Fail("250 MB were taken of a body without end");
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }
    }

    private static byte[] Bomb(int size)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            var zeros = new byte[1_000_000];
            for (var written = 0; written < size; written += zeros.Length)
            {
                gzip.Write(zeros);
            }
        }

        return stream.ToArray();
    }

    private static long Megabytes(RunningAgent agent, string field)
    {
        var line = File.ReadLines($"/proc/{agent.Process.Id}/status").Single(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024;
    }
}
