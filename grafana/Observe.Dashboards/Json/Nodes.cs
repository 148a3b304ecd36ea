using System.Text.Json.Nodes;

namespace Observe.Dashboards.Json;

/// <summary>Short forms for building JSON.</summary>
internal static class Nodes
{
    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    public static JsonArray Texts(params IEnumerable<string> items) => [.. items.Select(i => JsonValue.Create(i))];

    /// <summary>A property of a field, as overrides name it.</summary>
    public static JsonObject Property(string id, JsonNode? value) => new() { ["id"] = id, ["value"] = value };

    public static JsonObject DataSource(string type, string uid) => new() { ["type"] = type, ["uid"] = uid };
}
