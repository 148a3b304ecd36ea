using Microsoft.Extensions.Logging;

namespace Observe.Agent.Hosting.Log;

/// <summary>The agent's own log.</summary>
internal static class AgentLog
{
    public static ILoggerFactory Create(LogOptions options, TextWriter writer, TimeProvider time, bool colours)
    {
        var least = options.Level switch
        {
            LogThreshold.Debug => LogLevel.Debug,
            LogThreshold.Info => LogLevel.Information,
            LogThreshold.Warn => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        var filter = new LoggerFilterOptions { MinLevel = least };
        if (least < LogLevel.Warning)
        {
            // The web server tells of every connection; what it warns of is enough.
            filter.Rules.Add(new LoggerFilterRule(null, "Microsoft", LogLevel.Warning, null));
        }

        // A start that fails is told once, by whoever asked for it, without a trace.
        filter.Rules.Add(new LoggerFilterRule(null, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None, null));
        return new LoggerFactory([new LineLoggerProvider(writer, time, withTraces: least == LogLevel.Debug, colours)], filter);
    }
}
