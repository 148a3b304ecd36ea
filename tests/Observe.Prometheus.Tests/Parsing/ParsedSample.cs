namespace Observe.Prometheus.Tests.Parsing;

/// <summary>A sample as a reader of a page sees it; equal to another of the same name, labels and value.</summary>
internal sealed record ParsedSample(string Name, SortedDictionary<string, string> Labels, double Value)
{
    public string Identity => Name + "{" + string.Join(",", Labels.Select(label => $"{label.Key}={label.Value}")) + "}";

    public bool Equals(ParsedSample? other) => other is not null && Identity == other.Identity && Value.Equals(other.Value);

    public override int GetHashCode() => Identity.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Identity} {Value:R}";
}
