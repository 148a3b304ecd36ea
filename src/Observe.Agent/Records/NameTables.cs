namespace Observe.Agent.Records;

/// <summary>The name tables that the ids of a <see cref="LogRecord"/> point into; one set an agent.</summary>
internal sealed class NameTables
{
    /// <summary>Configured providers, and those that apps name: 1000 together, then <c>other</c>.</summary>
    public NameTable Providers { get; } = new(1000);

    /// <summary>Categories found in logs: 100, then <c>other</c>.</summary>
    public NameTable Categories { get; } = new(100);

    /// <summary>Models found in logs: 200, then <c>other</c>.</summary>
    public NameTable Models { get; } = new(200);

    /// <summary>Operations of requests to models: 100, then <c>other</c>.</summary>
    public NameTable Operations { get; } = new(100);
}
