namespace Observe.Agent.Records;

/// <summary>How the lines of a source are written; told apart per source. The numbers are stored: never reuse one.</summary>
internal enum LogFormat : byte
{
    /// <summary>Too little was seen to tell.</summary>
    Unknown = 0,
    JsonLines = 1,
    Logfmt = 2,

    /// <summary>Text of no particular form; a head with time, level and tags is read where there is one.</summary>
    PlainText = 3,

    /// <summary>Python's <c>logging</c> and the servers built on it (uvicorn, gunicorn, celery), loguru.</summary>
    Python = 4,

    /// <summary>log4j, logback, Spring Boot, java.util.logging.</summary>
    Java = 5,

    /// <summary>.NET's console logger: a head and an indented message.</summary>
    DotnetConsole = 6,

    /// <summary>.NET's console logger for systemd: <c>&lt;6&gt;Category[0] message</c>.</summary>
    DotnetSystemd = 7,

    /// <summary>Serilog's compact JSON: <c>@t</c>, <c>@l</c>, <c>@m</c>, <c>@mt</c>, <c>@x</c>.</summary>
    SerilogCompact = 8,
    Syslog3164 = 9,
    Syslog5424 = 10,

    /// <summary>The access logs of nginx and Apache.</summary>
    Access = 11,
    NginxError = 12,
    ApacheError = 13,

    /// <summary>glog and klog (Kubernetes).</summary>
    Glog = 14,

    /// <summary>Android's logcat.</summary>
    Logcat = 15,

    /// <summary>The export format of systemd's journal: a field a line, an empty line behind each record.</summary>
    JournalExport = 16,

    /// <summary>A format that the configuration declares.</summary>
    Custom = 17,
}
