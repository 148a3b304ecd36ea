using System.Text.Json;

namespace Observe.Agent.Report;

/// <summary>What the files of one kind hold together.</summary>
internal sealed record KindTotals(int Files, long Entries, long Errors)
{
    public static IReadOnlyDictionary<string, KindTotals> Of<T>(IEnumerable<T> files, Func<T, string> kind, Func<T, long> entries, Func<T, long> errors) =>
        new SortedDictionary<string, KindTotals>(
            files.GroupBy(kind, StringComparer.Ordinal).ToDictionary(
                g => g.Key, g => new KindTotals(g.Count(), g.Sum(entries), g.Sum(errors)), StringComparer.Ordinal),
            StringComparer.Ordinal);

    public static void WriteJson(Utf8JsonWriter json, IReadOnlyDictionary<string, KindTotals> kinds)
    {
        json.WriteStartObject("kinds");
        foreach (var (kind, totals) in kinds)
        {
            json.WriteStartObject(kind);
            json.WriteNumber("files", totals.Files);
            json.WriteNumber("entries", totals.Entries);
            json.WriteNumber("errors", totals.Errors);
            json.WriteNumber("error_rate", totals.Entries == 0 ? 0 : Math.Round((double)totals.Errors / totals.Entries, 6));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
