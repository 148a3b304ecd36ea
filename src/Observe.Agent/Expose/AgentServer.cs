using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Observe.Agent.Listen;

namespace Observe.Agent.Expose;

/// <summary>The agent's HTTP server. Dispose it to stop it.</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaderCount = 64;
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>How long requests under way may take once the server was told to stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly WebListener _listener;

    private AgentServer(WebListener listener) => _listener = listener;

    /// <summary>Where it listens, with the port that the system chose when none was named.</summary>
    public Uri Address => _listener.Address;

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
        return new AgentServer(await WebListener.StartAsync(
            listen, "--listen", (kestrel, listening) => Configure(kestrel, listening, options), Use, StopTimeout, logs, cancellation));

        void Use(WebApplication app)
        {
            app.Use(HttpEndpoints.ExplainRefusals);
            app.UseRouting();
            map(app);
        }
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, ListenOptions listening, HttpOptions options)
    {
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = options.KeepAliveTimeout;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaderCount;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        listening.Protocols = HttpProtocols.Http1;
    }
}
