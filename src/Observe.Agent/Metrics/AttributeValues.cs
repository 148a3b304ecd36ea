using Observe.Agent.Records;

namespace Observe.Agent.Metrics;

/// <summary>The words that stand for enumerations in attributes: <c>level</c>, <c>reason</c> of unparsed lines, <c>state</c> of files.</summary>
internal static class AttributeValues
{
    private static readonly string[] Levels = ["unknown", "trace", "debug", "info", "warn", "error", "fatal"];

    private static readonly string[] Reasons = ["", "empty", "invalid_json", "invalid_utf8", "nul", "too_long"];

    private static readonly string[] States = ["active", "rotated", "compressed"];

    public static string Of(FileState state) => States[(int)state];

    public static bool TryParse(string text, out LogLevel level)
    {
        level = (LogLevel)Math.Max(0, Array.IndexOf(Levels, text));
        return Of(level) == text;
    }

    public static string Of(LogLevel level) => Levels[(int)level];

    public static string Of(UnparsedReason reason) => Reasons[(int)reason];
}
