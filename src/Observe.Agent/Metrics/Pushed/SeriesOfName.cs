namespace Observe.Agent.Metrics.Pushed;

/// <summary>The series of one name, and what makes them so many.</summary>
/// <param name="Name">The name on the metrics page.</param>
/// <param name="Series">How many series it has.</param>
/// <param name="Overflowing">How many more it would have without limits, as far as they are kept track of.</param>
/// <param name="Blame">The label with the most values; empty when there is none.</param>
/// <param name="Labels">Labels with more than one value, those with the most first.</param>
internal sealed record SeriesOfName(string Name, int Series, int Overflowing, string Blame, IReadOnlyList<LabelValues> Labels)
{
    private const int MaxExamples = 3;

    public static SeriesOfName Of(string name, IReadOnlyCollection<SeriesKey> keys, int overflowing)
    {
        var values = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (label, value) in keys.SelectMany(k => k.Attributes))
        {
            if (!values.TryGetValue(label, out var known))
            {
                values[label] = known = new HashSet<string>(StringComparer.Ordinal);
            }

            known.Add(value);
        }

        LabelValues[] labels =
        [
            .. values.Where(v => v.Value.Count > 1).OrderByDescending(v => v.Value.Count).ThenBy(v => v.Key, StringComparer.Ordinal)
                .Select(v => new LabelValues(v.Key, v.Value.Count, [.. v.Value.Take(MaxExamples)])),
        ];
        return new SeriesOfName(name, keys.Count, overflowing, labels.Length > 0 ? labels[0].Label : "", labels);
    }
}
