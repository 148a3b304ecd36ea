namespace Observe.Agent.Hosting.Log;

/// <summary>The agent's own log.</summary>
internal sealed class LogOptions
{
    /// <summary>The least level that the agent's own log shows.</summary>
    public LogThreshold Level { get; set; } = LogThreshold.Info;
}
