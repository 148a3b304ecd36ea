namespace Observe.Agent.Records;

/// <summary>The severity of a record, the value of the <c>level</c> attribute.</summary>
internal enum LogLevel : byte
{
    Unknown,
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}
