using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>JSON lines in two dialects: flat fields, and a nested <c>usage</c> as the providers' APIs return it.</summary>
internal static class DemoJson
{
    /// <summary>A router's line. Rarely one is cut short, as when the process dies while it writes.</summary>
    public static void WriteRequest(StringBuilder log, in DemoRequest request, DemoTraffic traffic)
    {
        var start = log.Length;
        log.Append(CultureInfo.InvariantCulture, $"{{\"timestamp\":\"{request.Time:yyyy-MM-ddTHH:mm:ss.fffZ}\"")
            .Append(CultureInfo.InvariantCulture, $",\"level\":\"{Level(request)}\",\"category\":\"{request.Category}\"")
            .Append(CultureInfo.InvariantCulture, $",\"provider\":\"{request.Provider.Name}\",\"message\":\"{Escape(request.Message)}\"");
        if (request.Level == LogLevel.Debug)
        {
            if (traffic.CutsShort())
            {
                log.Length = start + ((log.Length - start) / 2);
                log.Append('\n');
            }
            else
            {
                log.Append("}\n");
            }

            return;
        }

        log.Append(CultureInfo.InvariantCulture, $",\"model\":\"{request.Model}\",\"prompt_tokens\":{request.InputTokens}")
            .Append(CultureInfo.InvariantCulture, $",\"response_tokens\":{request.OutputTokens},\"latency_ms\":{request.Milliseconds:0.00}}}\n");
    }

    /// <summary>A worker's line, with cached tokens told apart.</summary>
    public static void WriteUsage(StringBuilder log, in DemoRequest request, DemoTraffic traffic)
    {
        log.Append(CultureInfo.InvariantCulture, $"{{\"time\":\"{request.Time:yyyy-MM-ddTHH:mm:ss.ffffffZ}\"")
            .Append(CultureInfo.InvariantCulture, $",\"level\":\"{Level(request)}\",\"logger\":\"worker\"")
            .Append(CultureInfo.InvariantCulture, $",\"msg\":\"{Escape(request.Message)}\",\"provider\":\"{request.Provider.Name}\"");
        if (request.Level == LogLevel.Error)
        {
            log.Append(",\"exception\":\"").Append(Escape(DemoStackTrace.DotNet(request, traffic))).Append('"');
        }
        else if (request.Level != LogLevel.Debug)
        {
            log.Append(CultureInfo.InvariantCulture, $",\"model\":\"{request.Model}\",\"usage\":{{")
                .Append(CultureInfo.InvariantCulture, $"\"input_tokens\":{request.InputTokens},\"output_tokens\":{request.OutputTokens}")
                .Append(CultureInfo.InvariantCulture, $",\"cache_read_input_tokens\":{request.CachedTokens},\"cache_creation_input_tokens\":0}}")
                .Append(CultureInfo.InvariantCulture, $",\"duration_ms\":{request.Milliseconds:0}");
        }

        log.Append("}\n");
    }

    private static string Level(in DemoRequest request) => request.Level switch
    {
        LogLevel.Error => "error",
        LogLevel.Warn => "warn",
        LogLevel.Debug => "debug",
        _ => "info",
    };

    private static string Escape(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
}
