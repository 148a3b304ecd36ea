namespace Observe.Stack.Tests.Metrics;

/// <summary>
/// Metrics that rules already use and the agent does not have yet, by their OpenTelemetry names. A name that the agent has got may
/// be deleted here at any time; once it has them all this class and its test go.
/// </summary>
internal static class ExpectedMetrics
{
    public static readonly string[] Names =
    [
        "observe.series",
        "observe.series.limit",
        "cmr.capture.duration",
        "cmr.reconstruction.duration",
        "cmr.capture.efficiency",
        "cmr.storage.efficiency",
        "cmr.states.stored",
        "cmr.buffer.entries",
        "cmr.buffer.evictions",
        "cmr.cache.requests",
        "cmr.reconstruction.quality",
        "cmr.retrieval.quality",
        "cmr.health.score",
    ];

    private static readonly HashSet<string> s_stems = [.. Names.Select(n => n.Replace('.', '_'))];

    public static IEnumerable<string> Missing => Names.Where(n => !MetricCatalogue.IsOfAgent(n.Replace('.', '_')));

    public static bool Contains(string prometheusName) => MetricCatalogue.Stems(prometheusName).Any(s_stems.Contains);
}
