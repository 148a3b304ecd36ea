namespace Observe.Agent.Expose;

/// <summary>The HTTP endpoints cannot listen where they were told to. The message is for the user.</summary>
internal sealed class ListenException(string message, Exception inner) : Exception(message, inner);
