using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Forward;

/// <summary>Writes a configuration with one destination, quick enough for tests.</summary>
internal static class ForwardConfiguration
{
    public static string[] Flags(TempDirectory home, string type, string endpoint, object? more = null, object? root = null)
    {
        var destination = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = type, ["endpoint"] = endpoint, ["retryDelay"] = "20ms", ["maxRetryDelay"] = "300ms", ["timeout"] = "2s",
        };
        Add(destination, more);
        var options = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["commitInterval"] = "200ms", ["tail"] = new { rescanInterval = "300ms" }, ["forward"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["peer"] = destination },
        };
        Add(options, root);
        return ["--config", home.Write("observe.json", JsonSerializer.Serialize(options))];
    }

    private static void Add(Dictionary<string, object> to, object? members)
    {
        foreach (var property in members?.GetType().GetProperties() ?? [])
        {
            to[property.Name] = property.GetValue(members)!;
        }
    }
}
