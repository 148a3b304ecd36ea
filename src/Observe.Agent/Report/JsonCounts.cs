using System.Text.Json;

namespace Observe.Agent.Report;

/// <summary>Counts by name, as every report for machines writes them: one object with a number a name.</summary>
internal static class JsonCounts
{
    public static void WriteCounts(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, long>> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }
}
