using System.Collections.ObjectModel;

namespace Observe.Instrumentation.Alerts;

/// <summary>Where alerts go, and how often.</summary>
public sealed class AlertOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Whether alerts are sent at all; true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether they go to the standard error stream; true.</summary>
    public bool Console { get; set; } = true;

    /// <summary>Whether they go to the logger, where there is one; true.</summary>
    public bool Log { get; set; } = true;

    /// <summary>An absolute http or https URL that gets them as JSON by POST; none.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>Further channels of your own; empty, at most 16.</summary>
    public Collection<IAlertChannel> Channels { get; } = [];

    /// <summary>A rule that breaks again this soon after its last first message is not told again until then; 60 s, from 0 to 1 day.</summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long after a rule broke it is told: the first message, then escalations of a severity more each while it stays broken, which
    /// keep their distance from a first message that the cooldown held back. At once, after 30 s and after 300 s; 1 to 10 ascending
    /// times from 0 to 1 day.
    /// </summary>
    public IReadOnlyList<TimeSpan> Escalation { get; set; } = [TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(300)];

    internal void Validate(OptionsFaults faults)
    {
        faults.Require("Alerts.Cooldown", Cooldown, TimeSpan.Zero, Longest);
        faults.RequireUrl("Alerts.Webhook", Webhook);
        faults.Require("Alerts.Channels.Count", Channels.Count, 0, 16);
        faults.Require("Alerts.Escalation.Count", Escalation.Count, 1, 10);
        for (var i = 0; i < Escalation.Count; i++)
        {
            faults.Require($"Alerts.Escalation[{i}]", Escalation[i], TimeSpan.Zero, Longest);
            if (i > 0 && Escalation[i] <= Escalation[i - 1])
            {
                faults.Add($"Alerts.Escalation[{i}] is not later than the one before");
            }
        }
    }
}
