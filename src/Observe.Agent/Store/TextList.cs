using System.Text.Json;
using Observe.Agent.Metrics;

namespace Observe.Agent.Store;

/// <summary>Texts in one text column, as a JSON array.</summary>
internal static class TextList
{
    public static string Write(IReadOnlyList<string> texts) => JsonSerializer.Serialize([.. texts], TextListJson.Default.StringArray);

    /// <exception cref="JsonException">The column holds something else.</exception>
    public static string[] Read(string column) => JsonSerializer.Deserialize(column, TextListJson.Default.StringArray) ?? [];
}
