namespace Observe.Agent.Collectors;

/// <summary>
/// Reads one aspect of the host. Its name is its configuration key, its label value and its heading in the docs.
/// </summary>
internal interface ICollector
{
    string Name { get; }

    /// <summary>
    /// Reads the host and sets the series that exist now; what is not set is no longer reported. Setting nothing means that
    /// there is no such data here, which is no failure; a failure throws.
    /// </summary>
    void Read();
}
