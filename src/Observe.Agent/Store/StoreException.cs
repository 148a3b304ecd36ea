using Observe.Agent.Tokens;

namespace Observe.Agent.Store;

/// <summary>The store cannot be used; the message is for the user and names the way out.</summary>
internal sealed class StoreException(string message, Exception? inner = null) : UnavailableException(message, inner);
