namespace Observe.Agent.Parse.Multiline;

/// <summary>What may follow the lines of a record so far.</summary>
internal enum JoinState : byte
{
    /// <summary>Nothing: the record is whole.</summary>
    Closed,

    /// <summary>Indented lines, or a trace.</summary>
    Text,

    /// <summary>The rest of an object that is written over several lines.</summary>
    Object,

    /// <summary>Python's frames, then the exception.</summary>
    Traceback,

    /// <summary>Behind Python's exception: only a link to a further traceback.</summary>
    TracebackEnd,

    /// <summary>Behind such a link.</summary>
    TracebackLink,

    /// <summary>Frames and causes below the name of an exception.</summary>
    Exception,

    /// <summary>Node: behind the mark under the source line that threw.</summary>
    NodeSource,

    /// <summary>Go: goroutines and their frames.</summary>
    Panic,

    /// <summary>Fields up to an empty line.</summary>
    Export,

    /// <summary>The rest of a line that a container runtime cut.</summary>
    Cut,
}
