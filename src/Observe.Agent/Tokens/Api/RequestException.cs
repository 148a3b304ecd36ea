namespace Observe.Agent.Tokens.Api;

/// <summary>A request cannot be taken. The message is for its sender.</summary>
internal sealed class RequestException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status that says so.</summary>
    public int Status => status;
}
