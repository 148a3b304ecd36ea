namespace Observe.Agent.Tokens;

/// <summary>What was asked for cannot be read or written at present. The message is for whoever asked.</summary>
internal class UnavailableException(string message, Exception? inner = null) : Exception(message, inner);
