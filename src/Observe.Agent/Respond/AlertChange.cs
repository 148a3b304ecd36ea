namespace Observe.Agent.Respond;

/// <summary>What a message changed about an alert.</summary>
internal enum AlertChange
{
    None,
    Began,
    Ended,

    /// <summary>More fire than are kept.</summary>
    Refused,
}
