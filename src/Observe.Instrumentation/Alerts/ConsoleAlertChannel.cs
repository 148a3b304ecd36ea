namespace Observe.Instrumentation.Alerts;

/// <summary>Writes alerts to a text stream, a line each.</summary>
internal sealed class ConsoleAlertChannel(TextWriter writer) : IAlertChannel
{
    public Task SendAsync(Alert alert, CancellationToken cancellation) => writer.WriteLineAsync(Line(alert).AsMemory(), cancellation);

    private static string Line(Alert alert)
    {
        var what = alert.IsResolved ? "RESOLVED" : alert.Severity.ToString().ToUpperInvariant();
        var again = alert is { IsResolved: false, Escalation: > 0 } ? $" (escalation {alert.Escalation})" : "";
        return $"{alert.Timestamp:yyyy-MM-ddTHH:mm:ssZ} {what}{again} {alert.Rule}: {alert.Message.ReplaceLineEndings(" ")}";
    }
}
