namespace Observe.Agent.Hosting.Configuration;

/// <summary>
/// The options in force, the file they were read from if any, and where each value was given. To be used only when there is
/// no fault.
/// </summary>
internal sealed record LoadedConfiguration(
    AgentOptions Options, string? File, IReadOnlyDictionary<string, Origin> Origins, IReadOnlyList<ConfigurationFault> Faults);
