namespace Observe.Instrumentation.Alerts;

/// <summary>The state of one rule: what its next message is, if any. Not thread-safe.</summary>
internal sealed class AlertRule(string name, AlertOptions options)
{
    private DateTimeOffset _activeSince;
    private DateTimeOffset? _told;
    private AlertSeverity _severity;
    private int _sent;
    private bool _isActive;
    private string _message = "";

    /// <summary>What was last told of a rule that is still broken.</summary>
    public Alert? Active { get; private set; }

    public Alert? Break(AlertSeverity severity, string message, DateTimeOffset now)
    {
        if (!_isActive)
        {
            _isActive = true;
            _activeSince = now;
            _sent = 0;
            _severity = severity;
        }

        _message = message;
        var isWorse = severity > _severity;
        _severity = severity;
        if (_sent == 0)
        {
            var isCooling = _told is { } last && now - last < options.Cooldown;
            return isCooling || now - _activeSince < options.Escalation[0] ? null : First(now);
        }

        if (_sent < options.Escalation.Count && now - _told >= options.Escalation[_sent] - options.Escalation[0])
        {
            return Send(now, _sent++);
        }

        return isWorse ? Send(now, _sent - 1) : null;
    }

    public Alert? Keep(string message, DateTimeOffset now)
    {
        var wasTold = _isActive && _sent > 0;
        _isActive = false;
        Active = null;
        return wasTold ? new Alert(name, _severity, message, now, _activeSince, Math.Max(0, _sent - 1), IsResolved: true) : null;
    }

    private Alert First(DateTimeOffset now)
    {
        _told = now;
        return Send(now, _sent++);
    }

    private Alert Send(DateTimeOffset now, int escalation)
    {
        var severity = (AlertSeverity)Math.Min((int)AlertSeverity.Critical, (int)_severity + escalation);
        return Active = new Alert(name, severity, _message, now, _activeSince, escalation, IsResolved: false);
    }
}
