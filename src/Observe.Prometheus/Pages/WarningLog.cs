namespace Observe.Prometheus.Pages;

/// <summary>Reports faults, each kind once a family, to the event source and to the user's callback.</summary>
internal sealed class WarningLog(PrometheusExporterOptions options)
{
    private const int MaxRemembered = 10_000;

    private readonly Lock _sync = new();
    private readonly HashSet<(PrometheusWarningKind, string)> _reported = [];

    public void Report(PrometheusWarningKind kind, string family, string message)
    {
        lock (_sync)
        {
            if (_reported.Count >= MaxRemembered || !_reported.Add((kind, family)))
            {
                return;
            }
        }

        PrometheusEventSource.Log.Warning(kind.ToString(), family, message);
        try
        {
            options.OnWarning?.Invoke(new PrometheusWarning(kind, family, message));
        }
        catch (Exception exception)
        {
            // A faulty listener must not cost the page.
            PrometheusEventSource.Log.Warning(nameof(options.OnWarning), family, exception.ToString());
        }
    }
}
