using Observe.Agent.Records;

namespace Observe.Agent.Metrics;

/// <summary>The words of the <c>level</c> attribute and of the <c>reason</c> of unparsed lines.</summary>
internal static class LevelNames
{
    private static readonly string[] Levels = ["unknown", "trace", "debug", "info", "warn", "error", "fatal"];

    private static readonly string[] Reasons = ["", "empty", "invalid_json", "invalid_utf8", "nul", "too_long"];

    public static string Of(LogLevel level) => Levels[(int)level];

    public static string Of(UnparsedReason reason) => Reasons[(int)reason];
}
