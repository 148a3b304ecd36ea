namespace Observe.Dashboards.Boards;

/// <summary>The colours of words that mean a state, the same everywhere.</summary>
internal static class Palette
{
    public static readonly IReadOnlyDictionary<string, string> Severities = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["critical"] = "red", ["warning"] = "orange", ["info"] = "blue",
    };

    public static readonly IReadOnlyDictionary<string, string> BudgetStates = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ok"] = "green", ["warning"] = "orange", ["exceeded"] = "red",
    };

    public static readonly IReadOnlyDictionary<string, string> Levels = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["fatal"] = "purple", ["error"] = "red", ["warn"] = "orange", ["info"] = "green", ["debug"] = "blue", ["trace"] = "#808080", ["unknown"] = "#B0B0B0",
    };
}
