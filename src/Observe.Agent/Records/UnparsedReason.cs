namespace Observe.Agent.Records;

/// <summary>Why a line was counted but not understood, the value of the <c>reason</c> attribute of <c>observe.log.unparsed</c>.</summary>
internal enum UnparsedReason : byte
{
    None,

    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>The file is JSON lines; this line is no JSON object.</summary>
    InvalidJson,

    /// <summary>The bytes are no UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The line holds a NUL byte.</summary>
    Nul,

    /// <summary>The line is longer than the limit; its beginning was read, the rest passed over.</summary>
    TooLong,
}
