namespace Observe.Agent.Sources.FileTail;

internal enum ReadOutcome
{
    /// <summary>The batch holds what was read; it counts once it is accepted.</summary>
    Lines,

    /// <summary>There is nothing more to read now.</summary>
    AtEnd,

    /// <summary>The file is no text.</summary>
    Binary,
}
