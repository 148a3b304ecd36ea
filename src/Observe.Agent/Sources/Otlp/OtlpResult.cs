namespace Observe.Agent.Sources.Otlp;

/// <summary>What a request is answered; <see cref="OtlpResults"/> has the statuses.</summary>
internal enum OtlpResult
{
    Accepted,
    Partial,
    Malformed,

    /// <summary>The framing of gRPC is broken, whatever is in the frame.</summary>
    BadFrame,
    TooLarge,
    UnknownPath,
    WrongMethod,
    WrongType,
    WrongEncoding,
    Unauthenticated,
    Busy,
    Late,
    Failed,

    /// <summary>The client went away: nobody is answered.</summary>
    Canceled,
}
