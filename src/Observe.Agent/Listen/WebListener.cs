using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Observe.Agent.Listen;

/// <summary>A web server on one address, with nothing in it but what it is given. Dispose it to stop it.</summary>
internal sealed class WebListener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebListener(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens, with the port that the system chose when none was named.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen; when this returns, requests are answered.</summary>
    /// <param name="listen">Where to listen.</param>
    /// <param name="option">How the user names another address: a flag or a key.</param>
    /// <param name="configure">Sets limits and protocols.</param>
    /// <param name="use">Puts in what answers.</param>
    /// <param name="stopTimeout">How long requests under way may take once the server was told to stop.</param>
    /// <param name="logs">Takes the server's own warnings and errors.</param>
    /// <param name="cancellation">Gives the start up.</param>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public static async Task<WebListener> StartAsync(
        ListenAddress listen,
        string option,
        Action<KestrelServerOptions, ListenOptions> configure,
        Action<WebApplication> use,
        TimeSpan stopTimeout,
        ILoggerFactory logs,
        CancellationToken cancellation)
    {
        var endpoint = await Resolve(listen, option, cancellation);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "observe" });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = stopTimeout);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endpoint, listening => configure(kestrel, listening));
        });
        var app = builder.Build();
        use(app);
        try
        {
            await app.StartAsync(cancellation);
            return new WebListener(app);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new ListenException($"Cannot listen on {listen}: {WayOut(e, option)}", e, e.InnerException is AddressInUseException);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<IPEndPoint> Resolve(ListenAddress listen, string option, CancellationToken cancellation)
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
            throw new ListenException($"Cannot listen on {listen}: the name {listen.Host} has no address here. Choose another with {option}.", e);
        }
    }

    private static string WayOut(Exception e, string option) => (e.InnerException as SocketException ?? e as SocketException)?.SocketErrorCode switch
    {
        _ when e.InnerException is AddressInUseException =>
            $"the port is taken, perhaps by another agent. Stop that one or choose another port with {option} ({option} :0 finds a free one).",
        SocketError.AccessDenied => $"this user may not use the port. Choose one above 1023 with {option}.",
        SocketError.AddressNotAvailable => $"this machine has no such address. Choose another with {option}.",
        _ => $"{e.Message} Choose another address with {option}.",
    };
}
