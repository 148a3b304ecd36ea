using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Hosting;

/// <summary>The demo uses as many tokens as a large system: for what the user leaves open, its budgets are of that size.</summary>
internal static class DemoBudgets
{
    public const double Hourly = 250_000_000;
    public const double Daily = 5_000_000_000;

    public static void Bring(LoadedConfiguration configuration)
    {
        foreach (var (name, limit) in new[] { ("hourly", Hourly), ("daily", Daily) })
        {
            if (!configuration.Origins.ContainsKey($"tokens.budgets.{name}.limit"))
            {
                configuration.Options.Tokens.Budgets[name].Limit = limit;
            }
        }
    }
}
