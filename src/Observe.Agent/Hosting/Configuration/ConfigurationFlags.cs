namespace Observe.Agent.Hosting.Configuration;

/// <summary>What the command line says about the configuration; null is what it does not say.</summary>
internal sealed record ConfigurationFlags
{
    /// <summary>The configuration file to read instead of the ones looked for.</summary>
    public string? Config { get; init; }

    public IReadOnlyList<string>? Watch { get; init; }

    public string? Data { get; init; }

    public string? Listen { get; init; }
}
