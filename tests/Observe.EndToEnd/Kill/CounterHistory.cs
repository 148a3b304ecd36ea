namespace Observe.EndToEnd.Kill;

/// <summary>What Prometheus scraped of counters over time.</summary>
internal static class CounterHistory
{
    /// <summary>The first step back of any series, in words; null when all of them only grew.</summary>
    public static string? FirstStepBack(IReadOnlyList<(string Series, double[] Values)> history)
    {
        foreach (var (series, values) in history)
        {
            for (var i = 1; i < values.Length; i++)
            {
                if (values[i] < values[i - 1])
                {
                    return $"{series} went back from {values[i - 1]} to {values[i]}";
                }
            }
        }

        return null;
    }
}
