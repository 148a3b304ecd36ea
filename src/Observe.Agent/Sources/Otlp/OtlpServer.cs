using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Observe.Agent.Listen;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>The endpoints that apps push to. Dispose it to stop it: what is under way is finished, what is new is refused.</summary>
internal sealed partial class OtlpServer : IAsyncDisposable
{
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaderCount = 64;

    /// <summary>How long requests under way may take once the server was told to stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    /// <summary>How often a silent HTTP/2 connection is asked whether its client is still there.</summary>
    private static readonly TimeSpan PingDelay = TimeSpan.FromMinutes(1);

    private readonly WebListener? _grpc;
    private readonly WebListener? _http;

    private OtlpServer(WebListener? grpc, WebListener? http) => (_grpc, _http) = (grpc, http);

    /// <summary>Where gRPC is taken; null when the port was taken and need not be had.</summary>
    public Uri? Grpc => _grpc?.Address;

    /// <summary>Where HTTP is taken; null when the port was taken and need not be had.</summary>
    public Uri? Http => _http?.Address;

    /// <summary>Starts to listen; when this returns, requests are answered.</summary>
    /// <param name="options">Where, for whom, and how much.</param>
    /// <param name="mayBeTaken">Whether to go on without an endpoint, named by its key, when somebody else has its port.</param>
    /// <param name="consumer">Takes the requests.</param>
    /// <param name="answered">Told of each request.</param>
    /// <param name="logs">Takes warnings and errors.</param>
    /// <param name="time">Measures what requests take.</param>
    /// <param name="cancellation">Gives the start up.</param>
    /// <exception cref="ListenException">An address cannot be listened on, or a file that was named cannot be used.</exception>
    public static async Task<OtlpServer> StartAsync(
        OtlpOptions options,
        Func<string, bool> mayBeTaken,
        IOtlpConsumer consumer,
        OtlpAnswered answered,
        ILoggerFactory logs,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var log = logs.CreateLogger<OtlpServer>();
        var tls = TlsIdentity.Of(options.Tls, log, time);
        if (tls is null && options.AsksForTokens() && !(options.Grpc.IsLoopback && options.Http.IsLoopback))
        {
            LogClearText(log);
        }

        var intake = new OtlpIntake(options, consumer, answered, log, time);
        var crossOrigin = new CrossOrigin(options.CorsOrigins);
        var http = new HttpEndpoint(intake);
        var connections = ConnectionLimit.Within(options.MaxConnections);
        var grpcStart = ListenAsync("otlp.grpc", options.Grpc, HttpProtocols.Http2, new GrpcEndpoint(intake).HandleAsync);
        var httpStart = ListenAsync("otlp.http", options.Http, HttpProtocols.Http1AndHttp2,
            context => crossOrigin.Answer(context) ? Task.CompletedTask : http.HandleAsync(context));
        try
        {
            return new OtlpServer(await grpcStart, await httpStart);
        }
        catch
        {
            await StopAsync(grpcStart);
            await StopAsync(httpStart);
            throw;
        }

        async Task<WebListener?> ListenAsync(string key, ListenAddress address, HttpProtocols protocols, RequestDelegate handle)
        {
            try
            {
                return await WebListener.StartAsync(address, key, Configure, app => app.Run(handle), StopTimeout, logs, cancellation);
            }
            catch (ListenException e) when (e.IsTaken && mayBeTaken(key))
            {
                LogWithout(log, key, e.Message);
                return null;
            }

            void Configure(KestrelServerOptions kestrel, ListenOptions listening)
            {
                Limit(kestrel.Limits, options);
                connections.Apply(listening);
                listening.Protocols = tls is null && protocols != HttpProtocols.Http2 ? HttpProtocols.Http1 : protocols;
                tls?.Secure(listening);
            }
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(StopAsync(Task.FromResult(_grpc)), StopAsync(Task.FromResult(_http)));

    private static void Limit(KestrelServerLimits limits, OtlpOptions options)
    {
        // Bodies have a limit of their own, which counts them decompressed and answers in the client's words; this one is for
        // what a message is wrapped in.
        limits.MaxRequestBodySize = GzipBody.Longest(options.MaxRequestBytes) + 1024L;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxRequestHeaderCount = MaxHeaderCount;
        limits.RequestHeadersTimeout = options.HeadersTimeout;
        limits.KeepAliveTimeout = options.KeepAliveTimeout;
        limits.Http2.KeepAlivePingDelay = PingDelay;
    }

    private static async Task StopAsync(Task<WebListener?> starting)
    {
        try
        {
            if (await starting is { } listener)
            {
                await listener.DisposeAsync();
            }
        }
        catch (Exception e) when (e is ListenException or OperationCanceledException)
        {
            // Never started: the caller is told of it.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bearer tokens come over the network as clear text: name a certificate in otlp.tls.certificate and otlp.tls.key")]
    private static partial void LogClearText(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key} is off. {Reason}")]
    private static partial void LogWithout(ILogger log, string key, string reason);
}
