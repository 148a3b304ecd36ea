namespace Observe.Agent.Listen;

/// <summary>Nothing can be listened for where it was told to. The message is for the user.</summary>
internal sealed class ListenException(string message, Exception inner, bool isTaken = false) : Exception(message, inner)
{
    /// <summary>Whether somebody else listens there.</summary>
    public bool IsTaken => isTaken;
}
