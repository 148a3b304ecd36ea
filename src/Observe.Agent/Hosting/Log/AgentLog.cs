using Microsoft.Extensions.Logging;
using Observe.Agent.Forward.Shipping;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Observe.Agent.Hosting.Log;

/// <summary>The agent's own log.</summary>
internal static class AgentLog
{
    /// <param name="options">What is written, how, and to which file.</param>
    /// <param name="writer">Gets every event.</param>
    /// <param name="time">The clock.</param>
    /// <param name="colours">Whether the writer is a terminal that wants colours.</param>
    /// <param name="own">Gets every event as a record to send; null when nothing is sent.</param>
    /// <exception cref="StartupException">The file cannot be written.</exception>
    public static ILoggerFactory Create(LogOptions options, TextWriter writer, TimeProvider time, bool colours, OwnRecords? own = null)
    {
        var least = options.Level switch
        {
            LogThreshold.Debug => LogEventLevel.Debug,
            LogThreshold.Info => LogEventLevel.Information,
            LogThreshold.Warn => LogEventLevel.Warning,
            _ => LogEventLevel.Error,
        };
        var withTraces = least == LogEventLevel.Debug;
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(least)

            // The web server tells of every connection; what it warns of is enough.
            .MinimumLevel.Override("Microsoft", least > LogEventLevel.Warning ? least : LogEventLevel.Warning)

            // A start that fails is told once, by whoever asked for it, without a trace.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LevelAlias.Off)
            .WriteTo.Sink(new WriterSink(writer, new LineFormatter(options.Format, time, withTraces, colours)));
        if (options.File is { } file)
        {
            LogFile.Probe(file);
            configuration.WriteTo.File(
                new LineFormatter(options.Format, time, withTraces, colours: false), file, fileSizeLimitBytes: options.FileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: options.FileCount);
        }

        if (own is not null)
        {
            configuration.WriteTo.Sink(new OwnRecordSink(own, time));
        }

        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}
