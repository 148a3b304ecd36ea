namespace Observe.Agent.Forward;

/// <summary>What is sent where, and how.</summary>
internal enum ForwardType
{
    /// <summary>Records of logs, to Loki's own push API.</summary>
    Loki,

    /// <summary>Records of logs, to any OTLP endpoint.</summary>
    Otlp,

    /// <summary>What apps pushed, unchanged, to another OTLP endpoint.</summary>
    Relay,
}
