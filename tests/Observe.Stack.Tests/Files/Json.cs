using System.Text.Json.Nodes;

namespace Observe.Stack.Tests.Files;

/// <summary>Reads JSON of which anything may be missing.</summary>
internal static class Json
{
    public static string Text(this JsonNode? node, string key) => node is JsonObject map && map[key] is JsonValue value ? value.ToString() : "";

    public static IEnumerable<JsonNode> Items(this JsonNode? node, string key) =>
        node is JsonObject map && map[key] is JsonArray list ? list.OfType<JsonNode>() : [];

    /// <summary>Every object at or below a node.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node) => node switch
    {
        JsonObject map => map.Select(p => p.Value).SelectMany(Objects).Prepend(map),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
