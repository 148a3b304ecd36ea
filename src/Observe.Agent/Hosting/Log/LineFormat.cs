using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

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
        AppendOnOneLine(line, message);
        if (exception is not null)
        {
            line.Append(": ");
            AppendOnOneLine(line, withTrace ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message}");
        }

        line.Append('\n');
    }

    /// <summary>What logs carry from outside may not forge a line or drive a terminal.</summary>
    private static void AppendOnOneLine(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
            {
                line.Append("\\n");
            }
            else if (char.IsControl(c))
            {
                line.Append(c is '\t' or '\r' ? " " : $"\\u{(int)c:x4}");
            }
            else
            {
                line.Append(c);
            }
        }
    }

    private static string Name(LogLevel level) => level switch
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
