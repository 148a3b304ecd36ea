namespace Observe.Agent.Metrics.Pushed;

/// <summary>How many values a label has, with a few of them.</summary>
internal sealed record LabelValues(string Label, int Values, IReadOnlyList<string> Examples);
