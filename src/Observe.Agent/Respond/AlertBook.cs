namespace Observe.Agent.Respond;

/// <summary>
/// The alerts that fire and those that were resolved lately. Alertmanager repeats itself; only what changes is told. Bounded:
/// the oldest resolved are forgotten first, and firing ones over the limit are refused. Thread-safe.
/// </summary>
internal sealed class AlertBook(int limit = AlertBook.DefaultLimit)
{
    public const int DefaultLimit = 1000;

    private readonly Lock _changing = new();
    private readonly Dictionary<string, Alert> _firing = new(StringComparer.Ordinal);
    private readonly Queue<Alert> _resolved = new();

    /// <summary>Takes what was heard of an alert.</summary>
    public AlertChange Take(Alert alert)
    {
        lock (_changing)
        {
            var known = _firing.ContainsKey(alert.Fingerprint);
            if (alert.IsFiring)
            {
                if (!known && _firing.Count >= limit)
                {
                    return AlertChange.Refused;
                }

                _firing[alert.Fingerprint] = alert;
                return known ? AlertChange.None : AlertChange.Began;
            }

            if (!_firing.Remove(alert.Fingerprint) && _resolved.Any(a => a.Fingerprint == alert.Fingerprint && a.StartsAt == alert.StartsAt))
            {
                return AlertChange.None;
            }

            _resolved.Enqueue(alert);
            if (_resolved.Count > limit)
            {
                _resolved.Dequeue();
            }

            return AlertChange.Ended;
        }
    }

    /// <summary>What fires, the longest first, and what was resolved, the latest first.</summary>
    public AlertList List()
    {
        lock (_changing)
        {
            return new AlertList([.. _firing.Values.OrderBy(a => a.StartsAt)], [.. _resolved.Reverse()]);
        }
    }

    public int Firing(string countedSeverity)
    {
        lock (_changing)
        {
            return _firing.Values.Count(a => a.CountedSeverity == countedSeverity);
        }
    }
}
