namespace Observe.Agent.Parse.Fields;

/// <summary>How the numbers of a level key are meant.</summary>
internal enum LevelScale : byte
{
    Pino,
    Syslog,
    Python,
    OpenTelemetry,
}
