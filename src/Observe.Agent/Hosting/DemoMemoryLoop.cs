using Microsoft.Extensions.Logging;
using Observe.Agent.Demo.Reweaving;
using Observe.Agent.Listen;
using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Hosting;

/// <summary>The wiring of the demo's memory loop: it pushes to the agent's own endpoint like any other app.</summary>
internal static partial class DemoMemoryLoop
{
    /// <param name="options">How the endpoint is opened.</param>
    /// <param name="endpoint">Where apps push to over HTTP; null when nowhere.</param>
    /// <param name="log">Told when nothing can be pushed.</param>
    /// <param name="time">The clock.</param>
    public static MemoryWorkload Create(OtlpOptions options, Uri? endpoint, ILogger log, TimeProvider time)
    {
        if (endpoint is not { Scheme: "http" })
        {
            LogNotPushed(log, endpoint is null ? "no app can push over HTTP" : "apps have to push over TLS, whose certificate the demo does not know");
            return new MemoryWorkload(null, null, DemoFaults.None, time);
        }

        var token = options.BearerTokens.FirstOrDefault() ?? TokenIn(options.BearerTokenFile);
        return new MemoryWorkload(new ListenAddress(endpoint.DnsSafeHost, endpoint.Port).Local, token, DemoFaults.None, time);
    }

    private static string? TokenIn(string? file) => file is null ? null : File.ReadLines(file).Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo's memory layer is not measured: {Reason}")]
    private static partial void LogNotPushed(ILogger log, string reason);
}
