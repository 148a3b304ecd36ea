using System.Text.Json;

namespace Observe.Agent.Records;

/// <summary>A stored record. Names are empty where the record names none; the message is without secrets.</summary>
internal sealed record LogRow
{
    /// <summary>Unix milliseconds; when it was read, where the record names no time.</summary>
    public required long Time { get; init; }

    public required string Level { get; init; }

    public required string Provider { get; init; }

    public required string Model { get; init; }

    public required string Category { get; init; }

    /// <summary>The id of its pattern, or empty.</summary>
    public required string Pattern { get; init; }

    public required string File { get; init; }

    /// <summary>Tokens of all types together.</summary>
    public required long Tokens { get; init; }

    /// <summary>-1 when the record names none.</summary>
    public required long LatencyMicroseconds { get; init; }

    public required string Message { get; init; }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("time", DateTimeOffset.FromUnixTimeMilliseconds(Time).UtcDateTime);
        json.WriteString("level", Level);
        json.WriteString("provider", Provider);
        json.WriteString("model", Model);
        json.WriteString("category", Category);
        json.WriteString("pattern", Pattern);
        json.WriteString("file", File);
        json.WriteNumber("tokens", Tokens);
        if (LatencyMicroseconds >= 0)
        {
            json.WriteNumber("latency_seconds", LatencyMicroseconds / 1e6);
        }
        else
        {
            json.WriteNull("latency_seconds");
        }

        json.WriteString("message", Message);
        json.WriteEndObject();
    }
}
