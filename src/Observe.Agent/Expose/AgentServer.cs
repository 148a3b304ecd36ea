using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Observe.Agent.Expose;

/// <summary>The agent's HTTP server. Dispose it to stop it.</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaderCount = 64;
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>How long requests under way may take once the server was told to stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;

    private AgentServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens, with the port that the system chose when none was named.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen; when this returns, requests are answered.</summary>
    /// <param name="listen">Where to listen.</param>
    /// <param name="options">What to take from the outside.</param>
    /// <param name="logs">Takes the server's own warnings and errors.</param>
    /// <param name="map">Maps the endpoints.</param>
    /// <param name="cancellation">Gives the start up.</param>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public static async Task<AgentServer> StartAsync(
        ListenAddress listen, HttpOptions options, ILoggerFactory logs, Action<IEndpointRouteBuilder> map, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "observe" });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        var endpoint = await Resolve(listen, cancellation);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, endpoint, options));
        var app = builder.Build();
        app.Use(HttpEndpoints.ExplainRefusals);
        app.UseRouting();
        map(app);
        try
        {
            await app.StartAsync(cancellation);
            return new AgentServer(app);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new ListenException($"Cannot listen on {listen}: {WayOut(e)}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint endpoint, HttpOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = options.KeepAliveTimeout;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaderCount;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static async Task<IPEndPoint> Resolve(ListenAddress listen, CancellationToken cancellation)
    {
        if (listen.Host == "localhost")
        {
            return new IPEndPoint(IPAddress.Loopback, listen.Port);
        }

        // 0.0.0.0 and :: are no addresses to a resolver, for nothing can be reached there.
        if (IPAddress.TryParse(listen.Host, out var address))
        {
            return new IPEndPoint(address, listen.Port);
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(listen.Host, cancellation);
            return new IPEndPoint(addresses[0], listen.Port);
        }
        catch (SocketException e)
        {
            throw new ListenException($"Cannot listen on {listen}: the name {listen.Host} has no address here. Choose another with --listen.", e);
        }
    }

    private static string WayOut(Exception e) => (e.InnerException as SocketException ?? e as SocketException)?.SocketErrorCode switch
    {
        _ when e.InnerException is AddressInUseException =>
            "the port is taken, perhaps by another agent. Stop that one or choose another port with --listen (--listen :0 finds a free one).",
        SocketError.AccessDenied => "this user may not use the port. Choose one above 1023 with --listen.",
        SocketError.AddressNotAvailable => "this machine has no such address. Choose another with --listen.",
        _ => $"{e.Message} Choose another address with --listen.",
    };
}
