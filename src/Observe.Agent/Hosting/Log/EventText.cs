using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Observe.Agent.Hosting.Log;

/// <summary>The parts of an event as they are shown.</summary>
internal static class EventText
{
    /// <summary>Texts in messages as they are, not in quotes.</summary>
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}");

    /// <summary>The name of the class that speaks, without its namespace.</summary>
    public static string Component(LogEvent happened) =>
        Source(happened) is { } source ? source[(source.LastIndexOf('.') + 1)..] : "observe";

    /// <summary>The full name of the class that speaks.</summary>
    public static string? Source(LogEvent happened) =>
        happened.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) && value is ScalarValue { Value: string source } ? source : null;

    public static string MessageOf(LogEvent happened)
    {
        using var text = new StringWriter();
        Message.Format(happened, text);
        return text.ToString();
    }

    public static LogLevel Level(LogEvent happened) => happened.Level switch
    {
        LogEventLevel.Verbose => LogLevel.Trace,
        LogEventLevel.Debug => LogLevel.Debug,
        LogEventLevel.Information => LogLevel.Information,
        LogEventLevel.Warning => LogLevel.Warning,
        LogEventLevel.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    public static string Fault(Exception e, bool withTrace) => withTrace ? e.ToString() : $"{e.GetType().Name}: {e.Message}";
}
