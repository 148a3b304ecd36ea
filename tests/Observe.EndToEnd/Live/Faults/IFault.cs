namespace Observe.EndToEnd.Live.Faults;

/// <summary>Something that goes wrong on purpose in a running stack, and the alert that says so.</summary>
internal interface IFault : IDisposable
{
    /// <summary>The labels by which the alert is told from all others; known once the fault is prepared.</summary>
    IReadOnlyDictionary<string, string> Alert { get; }

    /// <summary>Brings what can go wrong, while all is still well.</summary>
    Task PrepareAsync(LiveStack stack);

    Task BeginAsync(LiveStack stack);

    Task EndAsync(LiveStack stack);
}
