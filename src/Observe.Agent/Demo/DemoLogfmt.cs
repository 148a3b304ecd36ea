using System.Globalization;
using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>logfmt lines as Go services write them.</summary>
internal static class DemoLogfmt
{
    private static readonly string[] Jobs =
        ["warm up model", "compact vector index", "refresh price list", "rotate api keys", "prune expired sessions"];

    public static void WriteRequest(StringBuilder log, in DemoRequest request, DemoTraffic traffic)
    {
        Begin(log, request, request.Message, traffic);
        if (request.Level != LogLevel.Debug)
        {
            log.Append(CultureInfo.InvariantCulture, $" model={request.Model} prompt_tokens={request.InputTokens}")
                .Append(CultureInfo.InvariantCulture, $" response_tokens={request.OutputTokens} duration={request.Milliseconds / 1000:0.000}s");
        }

        log.Append('\n');
    }

    /// <summary>A background job: no model answers, so no tokens.</summary>
    public static void WriteJob(StringBuilder log, in DemoRequest request, DemoTraffic traffic)
    {
        var job = traffic.Choose<string>(Jobs);
        Begin(log, request, request.Level is LogLevel.Warn or LogLevel.Error ? request.Message : "job finished", traffic);
        log.Append(CultureInfo.InvariantCulture, $" job=\"{job}\" took={request.Milliseconds:0}ms\n");
    }

    private static void Begin(StringBuilder log, in DemoRequest request, string message, DemoTraffic traffic) => log
        .Append(CultureInfo.InvariantCulture, $"time={request.Time:yyyy-MM-ddTHH:mm:ss.fffZ} level={Level(request)}")
        .Append(CultureInfo.InvariantCulture, $" source=server.go:{traffic.Between(100, 900)} provider={request.Provider.Name}")
        .Append(CultureInfo.InvariantCulture, $" category={request.Category} msg=\"{message.Replace("\"", "\\\"")}\"");

    private static string Level(in DemoRequest request) => request.Level switch
    {
        LogLevel.Error => "ERROR",
        LogLevel.Warn => "WARN",
        LogLevel.Debug => "DEBUG",
        _ => "INFO",
    };
}
