namespace Observe.Agent.Hosting.Log;

/// <summary>How much the agent says about itself.</summary>
internal enum LogThreshold
{
    Debug,
    Info,
    Warn,
    Error,
}
