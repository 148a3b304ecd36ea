namespace Observe.EndToEnd.Forward;

/// <summary>What a peer does to a request instead of what it should.</summary>
internal enum PeerFault
{
    None,
    TooManyRequests,
    ServerError,
    Unavailable,

    /// <summary>The connection is cut before anything was taken.</summary>
    Reset,

    /// <summary>The connection is cut after the request was taken: the sender cannot know.</summary>
    ResetAfterTaking,

    /// <summary>No answer within the sender's patience.</summary>
    Slow,
    BadRequest,
}
