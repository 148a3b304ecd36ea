namespace Observe.Agent.Parse.Multiline;

/// <summary>What the beginning of a line says about its place in a record of several lines.</summary>
internal enum LineShape : byte
{
    /// <summary>Begins a record of its own.</summary>
    Head,

    /// <summary>Nothing at all.</summary>
    Empty,

    /// <summary>Nothing but white space.</summary>
    White,
    Indented,

    /// <summary>Begins with a brace; ends with one or not.</summary>
    Object,
    ObjectStart,
    ObjectEnd,

    /// <summary>Python: <c>Traceback (most recent call last):</c>.</summary>
    Traceback,

    /// <summary>Python: <c>During handling of the above exception …</c>.</summary>
    TracebackLink,

    /// <summary>The line that names an exception, with frames below it or above it.</summary>
    Exception,

    /// <summary><c>Caused by: …</c>, <c>--- End of stack trace …</c>.</summary>
    Cause,

    /// <summary>Node: <c>Node.js v22.1.0</c>, the last line of a crash.</summary>
    NodeVersion,

    /// <summary>Go: <c>panic: …</c>, <c>fatal error: …</c>.</summary>
    Panic,

    /// <summary>Go: <c>goroutine 1 [running]:</c>.</summary>
    Goroutine,

    /// <summary>Go: what stands at the line's start below a panic beside frames.</summary>
    PanicDetail,

    /// <summary>The first field of a record in the journal's export format.</summary>
    ExportStart,
}
