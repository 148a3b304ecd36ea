using Microsoft.Extensions.Logging;
using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Listen;
using Observe.Agent.Metrics;
using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Hosting;

/// <summary>The wiring of what apps push.</summary>
internal static class OtlpEngine
{
    /// <summary>Opens the endpoints; null when they are switched off.</summary>
    /// <exception cref="ListenException">An address cannot be listened on, or a file that was named cannot be used.</exception>
    public static async Task<OtlpServer?> StartAsync(
        LoadedConfiguration configuration, OtlpConsumers consumers, OtlpMetrics metrics, ILoggerFactory logs, TimeProvider time, CancellationToken cancellation)
    {
        if (!configuration.Options.Otlp.Enabled)
        {
            return null;
        }

        metrics.Begin(OtlpLabels.Signals, OtlpLabels.Protocols, OtlpResults.Labels);

        // Who did not ask for a port gets along without it: a Collector may have been here before.
        return await OtlpServer.StartAsync(
            configuration.Options.Otlp, key => !configuration.Origins.ContainsKey(key), consumers, metrics.Answered, logs, time, cancellation);
    }
}
