namespace Observe.Agent.Parse.Custom;

/// <summary>Which lines belong to the record above them.</summary>
internal enum Continuation
{
    /// <summary>Indented lines and stack traces, as in any text.</summary>
    Indented,

    /// <summary>Every line that the pattern does not match.</summary>
    Any,

    /// <summary>None: each line is a record.</summary>
    None,
}
