using System.Globalization;
using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>Plain text lines as Python services write them.</summary>
internal static class DemoPlainText
{
    public static void WriteRequest(StringBuilder log, in DemoRequest request, DemoTraffic traffic)
    {
        Begin(log, request).Append(request.Message);
        if (request.Level != LogLevel.Debug)
        {
            log.Append(CultureInfo.InvariantCulture, $" tokens={request.InputTokens + request.OutputTokens}")
                .Append(CultureInfo.InvariantCulture, $" latency={request.Milliseconds / 1000:0.000}s model={request.Model}");
        }

        log.Append(CultureInfo.InvariantCulture, $" request_id={request.Id:x10}\n");
        if (request.Level == LogLevel.Error)
        {
            DemoStackTrace.WritePython(log, request, traffic);
        }
    }

    public static StringBuilder Begin(StringBuilder log, in DemoRequest request) => log
        .Append(CultureInfo.InvariantCulture, $"{request.Time:yyyy-MM-dd HH:mm:ss,fff} {Level(request)} [{request.Provider.Name}] ");

    private static string Level(in DemoRequest request) => request.Level switch
    {
        LogLevel.Error => "ERROR",
        LogLevel.Warn => "WARNING",
        LogLevel.Debug => "DEBUG",
        _ => "INFO",
    };
}
