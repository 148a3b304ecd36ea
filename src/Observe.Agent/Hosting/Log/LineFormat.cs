using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Observe.Agent.Report;

namespace Observe.Agent.Hosting.Log;

/// <summary>One event as one line: time, level, component, message.</summary>
internal static class LineFormat
{
    private const string Reset = "\e[0m";

    public static void Append(
        StringBuilder line, DateTimeOffset time, LogLevel level, string component, string message, Exception? exception, bool withTrace, bool colours)
    {
        line.Append(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} ");
        line.Append(colours ? Colour(level) : "").Append(Name(level)).Append(colours ? Reset : "");
        line.Append(' ').Append(component).Append(": ");
        TerminalText.Append(line, message);
        if (exception is not null)
        {
            line.Append(": ");
            TerminalText.Append(line, EventText.Fault(exception, withTrace));
        }

        line.Append('\n');
    }

    public static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        _ => "error",
    };

    private static string Colour(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "\e[2m",
        LogLevel.Information => "\e[32m",
        LogLevel.Warning => "\e[33m",
        _ => "\e[31m",
    };
}
