using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Observe.EndToEnd.Forward;

/// <summary>
/// What the agent sends to, listening on loopback: it looks strictly at every request, and fails where the test tells it to.
/// A breach of the protocol is kept and fails the test.
/// </summary>
internal abstract class PeerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _breaches = new();
    private int _requests;

    protected PeerServer(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(l => l.ClearProviders());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            k.ListenLocalhost(port, l => l.Protocols = HttpProtocols.Http1);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
        Address = $"http://127.0.0.1:{port}";
    }

    public string Address { get; }

    /// <summary>What to do to the request of this number, from 0.</summary>
    public Func<int, PeerFault> Fault { get; set; } = static _ => PeerFault.None;

    /// <summary>What it asks for when there are too many requests.</summary>
    public string RetryAfter { get; set; } = "0";

    public int Requests => Volatile.Read(ref _requests);

    public IReadOnlyCollection<string> Breaches => _breaches;

    /// <summary>Records in requests that were taken although the sender was not told.</summary>
    public int TakenUnknown { get; private set; }

    /// <summary>Every body that came, decompressed, when kept.</summary>
    public ConcurrentQueue<byte[]>? Bodies { get; set; }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    protected Task StartAsync() => _app.StartAsync();

    protected void Breach(string what)
    {
        if (_breaches.Count < 20)
        {
            _breaches.Enqueue(what);
        }
    }

    protected void Demand(bool holds, string what)
    {
        if (!holds)
        {
            Breach(what);
        }
    }

    /// <summary>Takes the records of a request and gives their number.</summary>
    protected abstract int Take(HttpRequest request, byte[] body);

    protected abstract Task AcceptAsync(HttpResponse response);

    private async Task AnswerAsync(HttpContext context)
    {
        var fault = Fault(Interlocked.Increment(ref _requests) - 1);
        var body = await ReadAsync(context.Request);
        switch (fault)
        {
            case PeerFault.TooManyRequests:
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = RetryAfter;
                return;
            case PeerFault.ServerError:
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync("at least 1 live replicas required");
                return;
            case PeerFault.Unavailable:
                context.Response.StatusCode = 503;
                return;
            case PeerFault.BadRequest:
                context.Response.StatusCode = 400;
                await context.Response.WriteAsync("entry too far behind");
                return;
            case PeerFault.Reset:
                Cut(context);
                return;
            case PeerFault.Slow:
                await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                return;
        }

        int taken;
        lock (_breaches)
        {
            taken = Take(context.Request, body);
        }

        if (fault == PeerFault.ResetAfterTaking)
        {
            TakenUnknown += taken;
            Cut(context);
            return;
        }

        await AcceptAsync(context.Response);
    }

    private static void Cut(HttpContext context) => context.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();

    private async Task<byte[]> ReadAsync(HttpRequest request)
    {
        Demand(HttpMethods.IsPost(request.Method), $"method {request.Method}");
        Demand(request.Headers.ContentEncoding == "gzip", $"content encoding {request.Headers.ContentEncoding}");
        Demand(request.ContentLength > 0, "no content length");
        using var body = new MemoryStream();
        await using var gzip = new GZipStream(request.Body, CompressionMode.Decompress);
        await gzip.CopyToAsync(body);
        Bodies?.Enqueue(body.ToArray());
        return body.ToArray();
    }
}
