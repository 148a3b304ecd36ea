namespace Observe.Stack.Tests.Lint;

/// <summary>The words that labels of alerts may take.</summary>
internal static class Vocabulary
{
    public static readonly string[] Severities = ["critical", "warning", "info", "none"];

    public static readonly string[] Domains = ["host", "logs", "tokens", "cmr", "otlp", "agent", "anomalies"];
}
