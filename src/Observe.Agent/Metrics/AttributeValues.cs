using Observe.Agent.Records;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Metrics;

/// <summary>The words that stand for enumerations in attributes: <c>level</c>, <c>reason</c> of unparsed lines, <c>state</c> of files and budgets, <c>type</c> and <c>origin</c> of tokens.</summary>
internal static class AttributeValues
{
    private static readonly string[] Levels = ["unknown", "trace", "debug", "info", "warn", "error", "fatal"];

    private static readonly string[] Reasons = ["", "empty", "invalid_json", "invalid_utf8", "nul", "too_long"];

    private static readonly string[] States = ["active", "rotated", "compressed"];

    private static readonly string[] TokenTypes = ["input", "output", "cache_read", "cache_write", "reasoning"];

    private static readonly string[] TokenOrigins = ["log", "otlp", "api"];

    private static readonly string[] BudgetStates = ["ok", "warning", "exceeded"];

    public static string Of(FileState state) => States[(int)state];

    public static bool TryParse(string text, out LogLevel level)
    {
        level = (LogLevel)Math.Max(0, Array.IndexOf(Levels, text));
        return Of(level) == text;
    }

    public static string Of(LogLevel level) => Levels[(int)level];

    public static string Of(UnparsedReason reason) => Reasons[(int)reason];

    public static string Of(TokenType type) => TokenTypes[(int)type];

    public static string Of(TokenOrigin origin) => TokenOrigins[(int)origin];

    public static string Of(BudgetState state) => BudgetStates[(int)state];

    /// <summary>For what is stored by its word; null for a word of another version.</summary>
    public static TokenType? TokenTypeOf(string word) => Array.IndexOf(TokenTypes, word) is >= 0 and var type ? (TokenType)type : null;

    public static TokenOrigin? TokenOriginOf(string word) => Array.IndexOf(TokenOrigins, word) is >= 0 and var origin ? (TokenOrigin)origin : null;

    public static BudgetState? BudgetStateOf(string word) => Array.IndexOf(BudgetStates, word) is >= 0 and var state ? (BudgetState)state : null;
}
