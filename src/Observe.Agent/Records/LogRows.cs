using System.Text.Json;

namespace Observe.Agent.Records;

/// <summary>The answer to a search, the same for a command and for the HTTP endpoint.</summary>
internal static class LogRows
{
    public static void WriteJson(Stream output, IReadOnlyList<LogRow> rows)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartArray("records");
        foreach (var row in rows)
        {
            row.WriteJson(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
