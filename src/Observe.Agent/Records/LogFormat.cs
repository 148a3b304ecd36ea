namespace Observe.Agent.Records;

/// <summary>How the lines of a source are written; told apart per source.</summary>
internal enum LogFormat : byte
{
    /// <summary>Too little was seen to tell.</summary>
    Unknown,
    JsonLines,
    Logfmt,
    PlainText,
}
