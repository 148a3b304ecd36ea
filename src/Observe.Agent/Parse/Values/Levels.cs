using Observe.Agent.Records;

namespace Observe.Agent.Parse.Values;

/// <summary>Levels from the words and numbers of common loggers.</summary>
internal static class Levels
{
    /// <summary>The longest word is <c>informational</c>.</summary>
    public const int LongestWord = 13;

    /// <summary>Every word with its level, in lower case.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, LogLevel>> Words =
    [
        .. new (LogLevel Level, string[] Names)[]
        {
            (LogLevel.Trace, ["trace", "trce", "trc", "verbose", "vrb", "finest", "finer", "silly", "t", "v"]),
            (LogLevel.Debug, ["debug", "dbug", "dbg", "fine", "config", "debug1", "debug2", "debug3", "debug4", "debug5", "d"]),
            (LogLevel.Info, ["info", "information", "informational", "inf", "notice", "note", "log", "success", "ok", "http", "i", "n"]),
            (LogLevel.Warn, ["warn", "warning", "wrn", "w"]),
            (LogLevel.Error, ["error", "err", "eror", "fail", "failed", "failure", "severe", "exception", "e"]),
            (LogLevel.Fatal, ["fatal", "ftl", "crit", "critical", "panic", "dpanic", "emerg", "emergency", "alert", "f", "c"]),
        }.SelectMany(l => l.Names, (l, name) => KeyValuePair.Create(name, l.Level)),
    ];

    private static readonly FoldedTable<LogLevel> Table = new(Words);

    /// <summary>The level that a word names on its own, in any case; <see cref="LogLevel.Unknown"/> for any other word.</summary>
    public static LogLevel FromWord(ReadOnlySpan<byte> word) =>
        word.Length is > 0 and <= LongestWord ? Table.Find(word) : LogLevel.Unknown;

    /// <summary>0 (emergency) to 7 (debug), as syslog and GELF number them.</summary>
    public static LogLevel FromSyslog(long severity) => severity switch
    {
        0 or 1 or 2 => LogLevel.Fatal,
        3 => LogLevel.Error,
        4 => LogLevel.Warn,
        5 or 6 => LogLevel.Info,
        7 => LogLevel.Debug,
        _ => LogLevel.Unknown,
    };

    /// <summary>10 (trace) to 60 (fatal) as pino and bunyan number them; below 8 it can only be a syslog number.</summary>
    public static LogLevel FromPino(long level) => level switch
    {
        >= 0 and < 8 => FromSyslog(level),
        >= 10 and < 20 => LogLevel.Trace,
        >= 20 and < 30 => LogLevel.Debug,
        >= 30 and < 40 => LogLevel.Info,
        >= 40 and < 50 => LogLevel.Warn,
        >= 50 and < 60 => LogLevel.Error,
        >= 60 and < 100 => LogLevel.Fatal,
        _ => LogLevel.Unknown,
    };

    /// <summary>10 (debug) to 50 (critical), the numbers of Python's logging.</summary>
    public static LogLevel FromPython(long level) => level switch
    {
        > 0 and < 10 => LogLevel.Trace,
        >= 10 and < 20 => LogLevel.Debug,
        >= 20 and < 30 => LogLevel.Info,
        >= 30 and < 40 => LogLevel.Warn,
        >= 40 and < 50 => LogLevel.Error,
        >= 50 and < 100 => LogLevel.Fatal,
        _ => LogLevel.Unknown,
    };

    /// <summary>1 (trace) to 24 (fatal), OpenTelemetry's severity numbers, four a level.</summary>
    public static LogLevel FromOpenTelemetry(long number) =>
        number is >= 1 and <= 24 ? (LogLevel)(((number - 1) / 4) + 1) : LogLevel.Unknown;

    /// <summary>What an HTTP status says when nothing better is known.</summary>
    public static LogLevel FromHttpStatus(long status) => status switch
    {
        >= 100 and < 400 => LogLevel.Info,
        >= 400 and < 500 => LogLevel.Warn,
        >= 500 and < 600 => LogLevel.Error,
        _ => LogLevel.Unknown,
    };
}
