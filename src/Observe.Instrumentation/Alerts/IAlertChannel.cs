namespace Observe.Instrumentation.Alerts;

/// <summary>A way in which alerts reach people. Called by one background task at a time, never on the thread of the app.</summary>
public interface IAlertChannel
{
    /// <summary>Sends an alert. What it throws is caught and counted as a failure; the other channels get the alert all the same.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cancellation">Cancelled after ten seconds, or when the app ends.</param>
    Task SendAsync(Alert alert, CancellationToken cancellation);
}
