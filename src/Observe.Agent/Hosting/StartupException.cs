namespace Observe.Agent.Hosting;

/// <summary>The agent cannot start or go on. The message is for the user: it names the thing and the way out.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
