using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Observe.Agent.Respond;

/// <summary>
/// <c>POST /api/alerts</c>, the webhook for Alertmanager, and <c>GET /api/alerts</c>, what it said. A body that is not JSON by
/// its content type is refused: a web page can post anything else without asking.
/// </summary>
internal sealed partial class AlertWebhook(AlertBook book, AlertMetrics metrics, TimeProvider time, ILogger<AlertWebhook> log)
{
    public const string Path = "/api/alerts";

    /// <summary>Alertmanager's groups are far smaller; <c>max_alerts</c> bounds them.</summary>
    private const int MaxBodyBytes = 4 * 1024 * 1024;

    private const int MaxLabels = 64;
    private const int MaxText = 4096;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, TakeAsync).WithMetadata(new BodyLimit());
        routes.MapMethods(Path, ["GET", "HEAD"], ListAsync);
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "send application/json");
            return;
        }

        AlertmanagerMessage? message;
        try
        {
            message = await JsonSerializer.DeserializeAsync(context.Request.Body, AlertJson.Default.AlertmanagerMessage, context.RequestAborted);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            var status = e is BadHttpRequestException { StatusCode: var code } ? code : StatusCodes.Status400BadRequest;
            await RefuseAsync(context, status, e.Message);
            return;
        }

        if (message is not { Version: "4", Alerts: { } alerts })
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "this is no message of Alertmanager's webhook, version 4");
            return;
        }

        foreach (var told in alerts)
        {
            Take(told);
        }

        if (message.TruncatedAlerts > 0)
        {
            LogTruncated(message.TruncatedAlerts);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private void Take(AlertmanagerAlert told)
    {
        var labels = Bounded(told.Labels);
        var alert = new Alert(
            told.Fingerprint is { Length: > 0 and <= 64 } fingerprint ? fingerprint : string.Join(',', labels.OrderBy(l => l.Key, StringComparer.Ordinal)),
            labels.GetValueOrDefault("alertname", "(unnamed)"),
            labels.GetValueOrDefault("severity", "none"),
            labels,
            Bounded(told.Annotations),
            told.StartsAt,
            told.Status == "resolved" ? (told.EndsAt > told.StartsAt ? told.EndsAt : time.GetUtcNow()) : null);
        metrics.Received(alert);
        switch (book.Take(alert))
        {
            case AlertChange.Began:
                LogFires(alert.Severity == "critical" ? LogLevel.Error : LogLevel.Warning, alert.Name, alert.Severity, Summary(alert));
                break;
            case AlertChange.Ended:
                LogResolved(alert.Name, alert.Severity, Summary(alert));
                break;
            case AlertChange.Refused:
                LogRefused(alert.Name);
                break;
            default:
                break;
        }
    }

    private static string Summary(Alert alert) => alert.Annotations.GetValueOrDefault("summary", "");

    private static Dictionary<string, string> Bounded(IReadOnlyDictionary<string, string>? texts)
    {
        var bounded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in (texts ?? bounded).Take(MaxLabels))
        {
            bounded[Cut(name)] = Cut(text ?? "");
        }

        return bounded;
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];

    private async Task ListAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(book.List(), AlertJson.Default.AlertList, contentType: null, context.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(reason + "\n", context.RequestAborted);
    }

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxBodyBytes;
    }

    [LoggerMessage(Message = "Alert {Name} ({Severity}) fires: {Summary}")]
    private partial void LogFires(LogLevel level, string name, string severity, string summary);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alert {Name} ({Severity}) is resolved: {Summary}")]
    private partial void LogResolved(string name, string severity, string summary);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} more alerts were left out by Alertmanager's max_alerts")]
    private partial void LogTruncated(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert {Name} fires beside more than can be kept; GET /api/alerts does not show it")]
    private partial void LogRefused(string name);
}
