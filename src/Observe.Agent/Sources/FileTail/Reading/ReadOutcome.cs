namespace Observe.Agent.Sources.FileTail.Reading;

internal enum ReadOutcome
{
    /// <summary>The batch holds what was read; it counts once it is accepted.</summary>
    Lines,

    /// <summary>There is nothing more to read now.</summary>
    AtEnd,

    /// <summary>The file was truncated or overwritten. It is read from its start after the next scan, which may meet a copy of it.</summary>
    Overwritten,

    /// <summary>The file is no text.</summary>
    Binary,

    /// <summary>It is a copy of a log that is not yet read to its end; a later scan meets it again.</summary>
    TooEarly,

    /// <summary>It was written before it was asked for.</summary>
    NotOurs,
}
