namespace Observe.EndToEnd.Harness;

/// <summary>One series and its value.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>The series, without its value.</summary>
    public override string ToString() => $"{Name}{{{string.Join(',', Labels.Select(l => $"{l.Key}={l.Value}"))}}}";

    public bool Has(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        foreach (var (name, value) in labels)
        {
            if (Labels.GetValueOrDefault(name) != value)
            {
                return false;
            }
        }

        return true;
    }
}
