namespace Observe.Agent.Hosting.Log;

/// <summary>How the agent's own log is written.</summary>
internal enum LogOutput
{
    Text,
    Json,
}
