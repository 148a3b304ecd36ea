using Microsoft.Extensions.Logging;

namespace Observe.Instrumentation.Alerts;

/// <summary>Writes alerts to a logger, with rule and figures as properties.</summary>
internal sealed partial class LoggerAlertChannel(ILogger logger) : IAlertChannel
{
    public Task SendAsync(Alert alert, CancellationToken cancellation)
    {
        if (alert.IsResolved)
        {
            LogResolved(logger, alert.Rule, alert.Message, alert.ActiveSince);
        }
        else
        {
            LogAlert(logger, Level(alert.Severity), alert.Rule, alert.Message, alert.Escalation, alert.ActiveSince);
        }

        return Task.CompletedTask;
    }

    private static LogLevel Level(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Warning => LogLevel.Warning,
        AlertSeverity.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    [LoggerMessage(EventId = 1, EventName = "Alert", Message = "Alert {Rule}: {AlertMessage} (escalation {Escalation}, since {ActiveSince:O})")]
    private static partial void LogAlert(
        ILogger logger, LogLevel level, string rule, string alertMessage, int escalation, DateTimeOffset activeSince);

    [LoggerMessage(EventId = 2, EventName = "AlertResolved", Level = LogLevel.Information, Message = "Resolved {Rule}: {AlertMessage} (since {ActiveSince:O})")]
    private static partial void LogResolved(ILogger logger, string rule, string alertMessage, DateTimeOffset activeSince);
}
