namespace Observe.Agent.Cmr.Health;

/// <summary>A health in one word, by the same scores as the alerts.</summary>
internal static class HealthColour
{
    public const double Green = 0.7;
    public const double Yellow = 0.4;

    /// <summary><c>unknown</c> without a score.</summary>
    public static string Of(double? score) => score switch
    {
        null => "unknown",
        >= Green => "green",
        >= Yellow => "yellow",
        _ => "red",
    };
}
