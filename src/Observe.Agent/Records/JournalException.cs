namespace Observe.Agent.Records;

/// <summary>A journal could not be written; the message is for the user and names the way out.</summary>
internal sealed class JournalException(string message, Exception? inner = null) : Exception(message, inner);
